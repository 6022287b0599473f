/** Sockets that a test plays the server of, frame by frame. */
import type { Bytes } from '@sotto/protocol/bytes';
import { type ClientMessage, decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { encodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { SocketHandlers, SocketPort } from '../port/socket.ts';

/** One socket that the client opened. */
export interface FakeSocket {
  /** Everything the client sent, oldest first. */
  readonly sent: readonly ClientMessage[];
  readonly isClosed: () => boolean;
  say(message: ServerMessage): void;
  sayBytes(frame: Bytes): void;
  /** The first message of every server. */
  welcome(time?: number): void;
  /** Breaks the connection. */
  breakOff(): void;
}

/** The port and what a test sees of it. */
export interface FakeSockets {
  readonly port: SocketPort;
  /** All sockets so far, oldest first. */
  readonly opened: readonly FakeSocket[];
  /** The newest socket. Throws when there is none. */
  newest(): FakeSocket;
  networkChanges(): void;
  /** How many listen for changes of the network. */
  listeners(): number;
}

/** A port whose sockets do nothing by themselves. */
export function createFakeSockets(): FakeSockets {
  const opened: FakeSocket[] = [];
  const listeners = new Set<(isCertain: boolean) => void>();
  return {
    opened,
    newest: () => {
      const socket = opened.at(-1);
      if (socket === undefined) throw new Error('no socket was opened');
      return socket;
    },
    networkChanges: () => {
      for (const listener of listeners) listener(true);
    },
    listeners: () => listeners.size,
    port: {
      onNetworkChange: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      open: handlers => {
        const { socket, send, close } = createFakeSocket(handlers);
        opened.push(socket);
        return { send, close };
      },
    },
  };
}

function createFakeSocket(handlers: SocketHandlers) {
  const sent: ClientMessage[] = [];
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    handlers.closed();
  };
  const sayBytes = (frame: Bytes) => {
    if (!isClosed) handlers.frame(frame);
  };
  const say = (message: ServerMessage) => sayBytes(encodeServerMessage(message));
  const send = (frame: Bytes) => {
    const decoded = decodeClientMessage(frame);
    if (!decoded.ok) throw new Error('a client sent a malformed frame');
    if (!isClosed) sent.push(decoded.value);
  };
  const socket: FakeSocket = {
    sent,
    isClosed: () => isClosed,
    say,
    sayBytes,
    welcome: (time = 0) => {
      handlers.opened();
      say({ t: 'welcome', nonce: new Uint8Array(32).fill(7), time, relay: true, people: 8 });
    },
    breakOff: close,
  };
  return { socket, send, close };
}
