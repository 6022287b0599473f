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
import type { LinkNotice } from '../room/roomNeeds.ts';

/** How long an answer to anything may take before the socket is taken for dead. */
const ANSWER_LIMIT_MS = 10_000;
/** The same when there is reason for doubt. */
const DOUBTFUL_LIMIT_MS = 1500;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;

/** Answers that carry more than `ok`. */
export type Answer = Extract<ServerMessage, { t: 'ok' | 'invitation' | 'relay' | 'link' | 'notes' }>;
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
  /** Something about a call link or the call behind it. */
  readonly noticed: (notice: LinkNotice) => void;
}

/** The connection to the server. */
export interface Connection {
  /** Sends a request. Never throws; a request made while disconnected fails at once. */
  request(request: ClientRequest): Promise<Outcome>;
  /** Tells the server that everything up to `seq` is stored. Lost acknowledgements are harmless. */
  acknowledge(receiveId: ReceiveId, seq: number): void;
  /** The nonce of the present socket, to sign proofs; undefined while disconnected. */
  nonce(): Bytes | undefined;
  /** Resolves when a socket is up: at once, or with the next one. */
  whenUp(): Promise<void>;
  /** There is reason to doubt that the server can still be reached: finds out, and opens another socket if not. */
  check(): void;
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

type Outcome = { readonly ok: true; readonly value: Answer } | RequestFailure;

interface Pending {
  readonly settle: (outcome: Outcome) => void;
  readonly cancelLimit: Cancel;
}

/** Makes a connection; `start` opens it and keeps it open until `stop`. */
export function createConnection(ports: ConnectionPorts, handlers: ConnectionHandlers): Connection {
  return new ServerConnection(ports, handlers);
}

class ServerConnection implements Connection {
  readonly #ports: ConnectionPorts;
  readonly #handlers: ConnectionHandlers;
  readonly #pending = new Map<number, Pending>();
  #socket: Socket | undefined;
  #nonce: Bytes | undefined;
  #nextNumber = 1;
  #failures = 0;
  /** When the last socket began to open. */
  #openedAt = 0;
  #isRunning = false;
  #nextUp = Promise.withResolvers<void>();
  #cancelTimer: Cancel = () => {};
  #stopListening: Cancel = () => {};

  constructor(ports: ConnectionPorts, handlers: ConnectionHandlers) {
    this.#ports = ports;
    this.#handlers = handlers;
  }

  start(): void {
    this.#isRunning = true;
    this.#stopListening = this.#ports.sockets.onNetworkChange(() => {
      // A network that has just come up often fails once more; what failed without it says nothing of it.
      this.#failures = 0;
      this.check();
    });
    this.#open();
  }

  stop(): void {
    this.#isRunning = false;
    this.#stopListening();
    const own = this.#socket;
    this.#lose();
    own?.close();
  }

  readonly nonce = () => this.#nonce;

  whenUp(): Promise<void> {
    return this.#nonce === undefined ? this.#nextUp.promise : Promise.resolve();
  }

  request(body: ClientRequest, limit = ANSWER_LIMIT_MS): Promise<Outcome> {
    const own = this.#socket;
    if (own === undefined || this.#nonce === undefined) return Promise.resolve(failure('offline'));
    const n = this.#nextNumber;
    this.#nextNumber += 1;
    return new Promise(settle => {
      const cancelLimit = this.#ports.clock.after(limit, () => own.close());
      this.#pending.set(n, { settle, cancelLimit });
      own.send(encodeClientMessage({ ...body, n }));
    });
  }

  acknowledge(receiveId: ReceiveId, seq: number): void {
    if (this.#nonce === undefined) return;
    this.#socket?.send(encodeClientMessage({ t: 'acknowledge', receiveId, seq }));
  }

  check(): void {
    if (!this.#isRunning) return;
    const isSlow = this.#ports.clock.now() - this.#openedAt > DOUBTFUL_LIMIT_MS;
    if (this.#socket === undefined || (this.#nonce === undefined && isSlow)) this.#open();
    else if (this.#nonce !== undefined) void this.request({ t: 'ping' }, DOUBTFUL_LIMIT_MS);
  }

  #open(): void {
    this.#cancelTimer();
    const before = this.#socket;
    this.#socket = undefined;
    before?.close();
    this.#openedAt = this.#ports.clock.now();
    const own = this.#ports.sockets.open({
      opened: () => {},
      frame: frame => {
        if (own === this.#socket) this.#receive(frame);
      },
      closed: () => {
        if (own === this.#socket) this.#lose();
      },
    });
    this.#socket = own;
    this.#cancelTimer = this.#ports.clock.after(ANSWER_LIMIT_MS, () => own.close());
  }

  #receive(frame: Bytes): void {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok) {
      this.#ports.log.warn('socket.malformed');
      this.#socket?.close();
      return;
    }
    this.#accept(decoded.value);
  }

  #accept(message: ServerMessage): void {
    const { log } = this.#ports;
    switch (message.t) {
      case 'welcome':
        this.#greet(message);
        break;
      case 'delivery':
        this.#handlers.delivered(message);
        break;
      case 'ok':
      case 'invitation':
      case 'relay':
      case 'link':
      case 'notes':
        this.#settle(message.n, success(message));
        break;
      case 'error':
        log.info('socket.refused', { code: message.code });
        if (message.n !== undefined) this.#settle(message.n, refusal(message.code, message.retryAfter));
        break;
      case 'bye':
        log.info('socket.bye', { reason: message.reason });
        break;
      default:
        this.#handlers.noticed(message);
    }
  }

  #greet(welcome: Welcome): void {
    this.#failures = 0;
    this.#nonce = welcome.nonce;
    this.#schedulePing();
    this.#handlers.connected(welcome);
    this.#nextUp.resolve();
    this.#nextUp = Promise.withResolvers();
  }

  #schedulePing(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#ports.clock.after(PING_INTERVAL_MS, () => {
      void this.request({ t: 'ping' });
      this.#schedulePing();
    });
  }

  #settle(n: number, outcome: Outcome): void {
    const waiting = this.#pending.get(n);
    this.#pending.delete(n);
    waiting?.cancelLimit();
    waiting?.settle(outcome);
  }

  #lose(): void {
    const { clock, random } = this.#ports;
    const wasUp = this.#nonce !== undefined;
    this.#socket = undefined;
    this.#nonce = undefined;
    this.#cancelTimer();
    for (const n of [...this.#pending.keys()]) this.#settle(n, failure('offline'));
    if (!this.#isRunning) return;
    if (wasUp) this.#handlers.disconnected();
    this.#cancelTimer = clock.after(retryDelay(this.#failures, random), () => this.#open());
    this.#failures += 1;
  }
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
