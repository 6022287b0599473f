/** One client's connection to the fake room server: takes time both ways, and loses what is under way when it is cut. */
import { failure, success } from '@sotto/protocol/result';
import type { Clock } from '../port/clock.ts';
import type { Refusal } from '../room/roomEvent.ts';
import type { RoomLine, RoomNotice, RoomRequest } from '../room/roomNeeds.ts';

/** One way between a client and the server, in milliseconds. */
const WAY_MS = 25;

/** What a client of the fake server hears. */
export interface RoomClient {
  hear(notice: RoomNotice): void;
}

/** One client's connection. */
export interface RoomConnection {
  readonly line: RoomLine;
  /** Breaks: a cut network, or with `goodbye` a closed page. */
  cut(goodbye: boolean): void;
  /** A new socket. */
  mend(): void;
  /** Something that the server should not say, said at once. */
  inject(notice: RoomNotice): void;
}

/** What a connection needs of the server. */
export interface ConnectedServer {
  readonly clock: Clock;
  /** Carries a request out; the refusal, or undefined. */
  take(connection: FakeRoomConnection, request: RoomRequest): Refusal | undefined;
  lose(connection: FakeRoomConnection, goodbye: boolean): void;
}

/** A connection. */
export class FakeRoomConnection implements RoomConnection {
  readonly #server: ConnectedServer;
  readonly #client: RoomClient;
  /** Counts sockets: what was under way on an earlier one is lost. */
  #socket = 0;
  #isUp = true;

  constructor(server: ConnectedServer, client: RoomClient) {
    this.#server = server;
    this.#client = client;
  }

  readonly line: RoomLine = {
    prove: async () => (this.#isUp ? new Uint8Array(64) : undefined),
    request: request => {
      if (!this.#isUp) return Promise.resolve(failure('offline'));
      const socket = this.#socket;
      return new Promise(resolve => {
        const answer = () => {
          if (socket !== this.#socket) return resolve(failure('offline'));
          const refusal = this.#server.take(this, request);
          this.#server.clock.after(WAY_MS, () =>
            resolve(
              socket !== this.#socket ? failure('offline') : refusal ? failure(refusal) : success(undefined),
            ),
          );
        };
        this.#server.clock.after(WAY_MS, answer);
      });
    },
  };

  cut(goodbye: boolean): void {
    this.#isUp = false;
    this.#socket += 1;
    this.#server.lose(this, goodbye);
  }

  mend(): void {
    this.#isUp = true;
  }

  inject(notice: RoomNotice): void {
    this.#client.hear(notice);
  }

  /** The server says something. */
  deliver(notice: RoomNotice): void {
    const socket = this.#socket;
    this.#server.clock.after(WAY_MS, () => {
      if (socket === this.#socket) this.#client.hear(notice);
    });
  }
}
