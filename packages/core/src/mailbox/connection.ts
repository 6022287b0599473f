/**
 * The one socket to the server: requests with answers, deliveries, liveness and reconnection (spec/socket.md).
 * Signalling and calls recover independently: nothing here ends a call.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { ReceiveId } from '@sotto/protocol/ids';
import { PING_INTERVAL_MS } from '@sotto/protocol/limits';
import { failure, success } from '@sotto/protocol/result';
import { type ClientRequest, encodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { decodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Welcome } from '@sotto/protocol/wire/welcome';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Random } from '../port/random.ts';
import type { Socket, SocketPort } from '../port/socket.ts';

/** How long an answer to anything may take before the socket is taken for dead. */
const ANSWER_LIMIT_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;

/** Answers that carry more than `ok`. */
export type Answer = Extract<ServerMessage, { t: 'ok' | 'invitation' | 'relay' }>;
/** A refusal by the server, or `offline`: not connected, or the connection broke before the answer. */
export type RequestFailure = {
  readonly ok: false;
  readonly code: ErrorCode | 'offline';
  readonly retryAfter?: number;
};

/** What the connection tells its owner. */
export interface ConnectionHandlers {
  /** A socket is up and may be used. */
  readonly connected: (welcome: Welcome) => void;
  readonly disconnected: () => void;
  readonly delivered: (delivery: Delivery) => void;
}

/** The connection to the server. */
export interface Connection {
  /** Sends a request. Never throws; a request made while disconnected fails at once. */
  request(request: ClientRequest): Promise<{ ok: true; value: Answer } | RequestFailure>;
  /** Tells the server that everything up to `seq` is stored. Lost acknowledgements are harmless. */
  acknowledge(receiveId: ReceiveId, seq: number): void;
  /** The nonce of the present socket, to sign proofs; undefined while disconnected. */
  nonce(): Bytes | undefined;
  start(): void;
  stop(): void;
}

/** What the connection needs. */
export interface ConnectionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sockets: SocketPort;
  readonly log: Log;
}

interface Pending {
  readonly settle: (result: { ok: true; value: Answer } | RequestFailure) => void;
  readonly cancelLimit: Cancel;
}

/** Makes a connection; `start` opens it and keeps it open until `stop`. */
export function createConnection(ports: ConnectionPorts, handlers: ConnectionHandlers): Connection {
  const pending = new Map<number, Pending>();
  let socket: Socket | undefined;
  let nonce: Bytes | undefined;
  let nextNumber = 1;
  let failures = 0;
  let running = false;
  let cancelTimer: Cancel = () => {};
  let stopListening: Cancel = () => {};

  function open(): void {
    cancelTimer();
    const own = ports.sockets.open({
      opened: () => {},
      frame: frame => {
        if (own === socket) receive(frame);
      },
      closed: () => {
        if (own === socket) lose();
      },
    });
    socket = own;
    cancelTimer = ports.clock.after(ANSWER_LIMIT_MS, () => own.close());
  }

  function receive(frame: Bytes): void {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok) {
      ports.log.warn('socket.malformed');
      socket?.close();
      return;
    }
    accept(decoded.value);
  }

  function accept(message: ServerMessage): void {
    switch (message.t) {
      case 'welcome':
        greet(message);
        break;
      case 'delivery':
        handlers.delivered(message);
        break;
      case 'ok':
      case 'invitation':
      case 'relay':
        settle(message.n, success(message));
        break;
      case 'error':
        ports.log.info('socket.refused', { code: message.code });
        if (message.n !== undefined) settle(message.n, refusal(message.code, message.retryAfter));
        break;
      case 'bye':
        ports.log.info('socket.bye', { reason: message.reason });
    }
  }

  function greet(welcome: Welcome): void {
    failures = 0;
    nonce = welcome.nonce;
    schedulePing();
    handlers.connected(welcome);
  }

  function schedulePing(): void {
    cancelTimer();
    cancelTimer = ports.clock.after(PING_INTERVAL_MS, () => {
      void request({ t: 'ping' });
      schedulePing();
    });
  }

  function settle(n: number, result: { ok: true; value: Answer } | RequestFailure): void {
    const waiting = pending.get(n);
    pending.delete(n);
    waiting?.cancelLimit();
    waiting?.settle(result);
  }

  function lose(): void {
    const wasUp = nonce !== undefined;
    socket = undefined;
    nonce = undefined;
    cancelTimer();
    for (const n of [...pending.keys()]) settle(n, failure('offline'));
    if (wasUp) handlers.disconnected();
    if (!running) return;
    cancelTimer = ports.clock.after(retryDelay(failures, ports.random), open);
    failures += 1;
  }

  function request(body: ClientRequest): Promise<{ ok: true; value: Answer } | RequestFailure> {
    const own = socket;
    if (own === undefined || nonce === undefined) return Promise.resolve(failure('offline'));
    const n = nextNumber;
    nextNumber += 1;
    return new Promise(resolve => {
      const cancelLimit = ports.clock.after(ANSWER_LIMIT_MS, () => own.close());
      pending.set(n, { settle: resolve, cancelLimit });
      own.send(encodeClientMessage({ ...body, n }));
    });
  }

  function retryNow(): void {
    if (!running) return;
    if (socket === undefined) open();
    else if (nonce !== undefined) void request({ t: 'ping' });
  }

  return {
    request,
    acknowledge: (receiveId, seq) => {
      if (nonce !== undefined) socket?.send(encodeClientMessage({ t: 'acknowledge', receiveId, seq }));
    },
    nonce: () => nonce,
    start: () => {
      running = true;
      stopListening = ports.sockets.onNetworkChange(retryNow);
      open();
    },
    stop: () => {
      running = false;
      stopListening();
      const own = socket;
      lose();
      own?.close();
    },
  };
}

function refusal(code: ErrorCode, retryAfter: number | undefined): RequestFailure {
  return retryAfter === undefined ? failure(code) : { ok: false, code, retryAfter };
}

/** Doubling back-off with up to a half of it random, so that a restarted server is not stormed. */
function retryDelay(failures: number, random: Random): number {
  const ceiling = Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures, 10), LONGEST_RETRY_MS);
  const [byte = 0] = random.bytes(1);
  return ceiling / 2 + (ceiling / 2) * (byte / 255);
}
