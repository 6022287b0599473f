/**
 * One client's way to a real server in simulated time: a real WebSocket on this machine, whose frames wait on the
 * simulated clock both ways.
 */
import { createProofs } from '@sotto/core/mailbox/proofs';
import type { Clock } from '@sotto/core/port/clock';
import type { Refusal } from '@sotto/core/room/roomEvent';
import type { RoomLine, RoomNotice } from '@sotto/core/room/roomNeeds';
import type { Bytes } from '@sotto/protocol/bytes';
import { PING_INTERVAL_MS } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import { type ClientMessage, encodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { decodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { connect, type TestClient } from '@sotto/server/testing/testClient';

/** One way between a client and the server, in milliseconds. */
export const WAY_MS = 25;
/** Close code of a page that is closed. */
const GOING_AWAY = 1001;

/** Frames that have arrived at either end; the world rests when none comes any more. */
export interface Traffic {
  frames: number;
}

/** What a socket needs. */
export interface SocketNeeds {
  readonly origin: string;
  readonly clock: Clock;
  readonly traffic: Traffic;
  /** Network address, as the server sees it. */
  readonly address: string;
  readonly hear: (notice: RoomNotice) => void;
}

/** A client's sockets, one after the other. */
export class RoomSocket {
  readonly #needs: SocketNeeds;
  readonly #waiting = new Map<number, (answer: Result<unknown, Refusal>) => void>();
  #client: TestClient | undefined;
  #count = 0;

  constructor(needs: SocketNeeds) {
    this.#needs = needs;
  }

  readonly line: RoomLine = {
    prove: createProofs(() => this.#client?.nonce as Bytes | undefined),
    request: request => {
      const client = this.#client;
      if (client === undefined) return Promise.resolve(failure('offline'));
      const n = ++this.#count;
      const frame = encodeClientMessage({ ...request, n } as ClientMessage);
      this.#needs.clock.after(WAY_MS, () => {
        if (client !== this.#client) return;
        this.#needs.traffic.frames++;
        client.raw(frame);
      });
      return new Promise(resolve => this.#waiting.set(n, resolve));
    },
  };

  isOpen(): boolean {
    return this.#client !== undefined;
  }

  async open(): Promise<void> {
    const client = await connect(this.#needs.origin, this.#needs.address);
    this.#client = client;
    this.#keepAlive(client);
    client.socket.on('message', (frame: Buffer) => {
      this.#needs.traffic.frames++;
      this.#needs.clock.after(WAY_MS, () => (client === this.#client ? this.#take(frame) : undefined));
    });
  }

  /** Breaks, or with `goodbye` ends as a page does that is closed. Resolves when this end is closed. */
  async cut(goodbye: boolean): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    for (const answer of this.#waiting.values()) answer(failure('offline'));
    this.#waiting.clear();
    if (client === undefined) return;
    if (goodbye) client.socket.close(GOING_AWAY);
    else client.socket.terminate();
    await client.closed;
  }

  /** Resolves when the server has read all that was sent before, and this client all that was said before. */
  async exchange(): Promise<void> {
    const client = this.#client;
    if (client === undefined) return;
    const answered = new Promise<void>(resolve => client.socket.once('pong', () => resolve()));
    client.socket.ping();
    await Promise.race([answered, client.closed]);
  }

  #keepAlive(client: TestClient): void {
    this.#needs.clock.after(PING_INTERVAL_MS, () => {
      if (client !== this.#client) return;
      client.raw(encodeClientMessage({ t: 'ping', n: 0 }));
      this.#keepAlive(client);
    });
  }

  #take(frame: Uint8Array): void {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok) throw new Error('the server sent a malformed frame');
    const message = decoded.value;
    if ('n' in message && message.n !== undefined) this.#answer(message.n, message);
    else if (isNotice(message)) this.#needs.hear(message);
  }

  #answer(n: number, message: ServerMessage): void {
    this.#waiting.get(n)?.(message.t === 'error' ? failure(message.code) : success(message));
    this.#waiting.delete(n);
  }
}

const OTHERS: readonly ServerMessage['t'][] = ['welcome', 'bye', 'error', 'delivery'];

function isNotice(message: ServerMessage): message is RoomNotice {
  return !OTHERS.includes(message.t);
}
