/** The {@link SocketPort} of a browser: a WebSocket to the origin that served this page. */
import type { Socket, SocketHandlers, SocketPort } from '@sotto/core/port/socket';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';

/** The port for a page's own server. */
export function createWebSocketPort(origin: string = location.origin): SocketPort {
  const url = `${origin.replace(/^http/, 'ws')}/socket`;
  return { open: handlers => openSocket(url, handlers), onNetworkChange };
}

function openSocket(url: string, handlers: SocketHandlers): Socket {
  const socket = new WebSocket(url, WIRE_SUBPROTOCOL);
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    handlers.closed();
  };
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.opened();
  socket.onmessage = ({ data }) => {
    if (!isClosed && data instanceof ArrayBuffer) handlers.frame(new Uint8Array(data));
  };
  socket.onclose = close;
  return {
    send: frame => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    // A dead network delays the browser's own close event by a minute; the owner must not wait for it.
    close: () => {
      socket.close();
      close();
    },
  };
}

function onNetworkChange(listener: (isCertain: boolean) => void): () => void {
  const whenChanged = () => listener(true);
  const whenVisible = () => {
    if (document.visibilityState === 'visible') listener(false);
  };
  window.addEventListener('online', whenChanged);
  document.addEventListener('visibilitychange', whenVisible);
  const information = (navigator as { connection?: EventTarget }).connection;
  information?.addEventListener('change', whenChanged);
  return () => {
    window.removeEventListener('online', whenChanged);
    document.removeEventListener('visibilitychange', whenVisible);
    information?.removeEventListener('change', whenChanged);
  };
}
