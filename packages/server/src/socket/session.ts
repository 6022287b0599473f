/**
 * One client's socket: what it has proven, what it may still be sent, and how it ends (spec/socket.md). Frames of
 * one turn leave in one system call; a client that does not read is dropped before its backlog costs memory.
 */
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { LinkId, ReceiveId, SendId } from '@sotto/protocol/ids';
import type { Bye } from '@sotto/protocol/wire/bye';
import { encodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { WebSocket } from 'ws';
import type { Lane, Receiver } from '../mailbox/deliveries.ts';
import type { WillOwner } from '../mailbox/wills.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { RoomSocket, Seat } from '../room/seat.ts';

/** Bytes waiting in a socket's buffer above which no further delivery is handed to it. */
export const DELIVERY_BUFFER_BYTES = 262_144;
/** Bytes waiting in a socket's buffer above which its client is dropped as slow. */
export const SLOW_BUFFER_BYTES = 1_048_576;

/** A mailbox this socket has proven to be the sender of. */
export interface Sender {
  /** `mailbox.key`. */
  readonly mailbox: number;
  /** Whether a blob was refused and nothing has said `resume` since. */
  isBroken: boolean;
}

/** A socket from its welcome to its end. */
export interface Session extends Receiver, WillOwner, RoomSocket {
  /** What this socket's proofs must cover. */
  readonly nonce: Uint8Array;
  /** Host name by which the client came, without a port. */
  readonly hostName: string;
  /** What to count the client under; see `requestToAddress`. */
  readonly address: string;
  /** Mailboxes this socket may send to. */
  readonly senders: Map<SendId, Sender>;
  /** When the last frame came. */
  lastFrameAt: number;
  /** Sends a message, unless the socket is closing. */
  tell(message: ServerMessage): void;
  /** Answers request `n`: done. */
  confirm(n: number): void;
  /** Answers request `n`, or a frame without a readable number: refused. */
  refuse(n: number | undefined, code: ErrorCode, retryAfter?: number): void;
  /** Says why, and closes. */
  bye(reason: Bye['reason']): void;
  /** Closes after an answer that ends the conversation. */
  close(code: number): void;
}

/** What a session is made of. */
export interface SessionParts {
  readonly webSocket: WebSocket;
  /** The connection below the WebSocket. */
  readonly connection: Duplex;
  readonly nonce: Uint8Array;
  readonly hostName: string;
  readonly address: string;
  readonly now: number;
  readonly metrics: Metrics;
}

const BYE_CODES: Readonly<Record<Bye['reason'], number>> = { stopping: 1001, slow: 1008, idle: 1000 };

/** A session over an open socket. The caller reports its frames, its draining and its end. */
export function createSession(parts: SessionParts): Session {
  const { webSocket, nonce, hostName, address, now, metrics } = parts;
  const send = createSending(parts);
  const lanes = new Map<ReceiveId, Lane>();
  const session: Session = {
    nonce,
    hostName,
    address,
    senders: new Map(),
    seats: new Map<LinkId, Seat>(),
    wasInCall: false,
    lanes,
    behind: new Set(),
    lastFrameAt: now,
    get isClosed() {
      return webSocket.readyState !== webSocket.OPEN;
    },
    hasRoom: () => !session.isClosed && webSocket.bufferedAmount < DELIVERY_BUFFER_BYTES,
    tell: message => {
      if (session.isClosed) return;
      send(message);
      if (webSocket.bufferedAmount <= SLOW_BUFFER_BYTES) return;
      metrics.slow++;
      session.bye('slow');
    },
    deliver: delivery => {
      metrics.delivered++;
      session.tell(delivery);
    },
    confirm: n => session.tell({ t: 'ok', n }),
    refuse: (n, code, retryAfter) => {
      metrics.refused++;
      session.tell({ t: 'error', n, code, retryAfter });
    },
    bye: reason => {
      if (session.isClosed) return;
      send({ t: 'bye', reason });
      session.close(BYE_CODES[reason]);
    },
    close: code => webSocket.close(code),
  };
  return session;
}

/** Collects the frames of one turn in the connection, so that they leave together. */
function createSending({ webSocket, connection }: SessionParts): (message: ServerMessage) => void {
  let isCorked = false;
  const uncork = (): void => {
    isCorked = false;
    connection.uncork();
  };
  return message => {
    if (!isCorked) {
      isCorked = true;
      connection.cork();
      process.nextTick(uncork);
    }
    webSocket.send(encodeServerMessage(message));
  };
}
