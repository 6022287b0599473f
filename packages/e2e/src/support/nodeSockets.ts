/** Core's socket port in Node, so that a test runs the app's own client against a real server without a browser. */
import type { Socket, SocketHandlers, SocketPort } from '@sotto/core/port/socket';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';

/** The port for a server. */
export function createNodeSockets(origin: string): SocketPort {
  const url = `${origin.replace(/^http/, 'ws')}/socket`;
  return { open: handlers => openSocket(url, handlers), onNetworkChange: () => () => undefined };
}

function openSocket(url: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(url, WIRE_SUBPROTOCOL);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.opened();
  socket.onmessage = ({ data }) => handlers.frame(new Uint8Array(data as ArrayBuffer));
  socket.onclose = () => handlers.closed();
  return {
    send: frame => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.close(),
  };
}
