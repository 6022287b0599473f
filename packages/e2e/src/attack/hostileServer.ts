/**
 * A hostile server around the real one: stands between clients and a server, reads what the server says, and says
 * something else, something more or nothing. It can do what a server can, and knows no key (spec/links.md, "Threats").
 */
import { once } from 'node:events';
import type { SeatId } from '@sotto/protocol/ids';
import { decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import {
  decodeServerMessage,
  encodeServerMessage,
  type ServerMessage,
} from '@sotto/protocol/wire/serverMessage';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';
import { WebSocketServer, type WebSocket as WsSocket } from 'ws';

/** One client's socket, as the hostile server has it. */
export interface Victim {
  /** The seat at a call that this socket asked for last. */
  readonly seat: SeatId | undefined;
  /** Everything that the real server has said to it. */
  readonly heard: readonly ServerMessage[];
  /** Says something that the real server did not say. */
  tell(message: ServerMessage): void;
}

/** What a client is told in the place of something that the real server says: nothing, the same, something else. */
export type Tamper = (message: ServerMessage, to: Victim) => readonly ServerMessage[];

/** A running hostile server. */
export interface HostileServer extends AsyncDisposable {
  /** What clients take for their server; without a slash at the end. */
  readonly origin: string;
  /** Those who are connected, in the order of coming. */
  victims(): readonly Victim[];
  /** Begins another attack; undefined: behaves. */
  setTamper(tamper: Tamper | undefined): void;
}

/** Starts it in front of a server; it behaves until it is told otherwise. */
export async function startHostileServer(origin: string): Promise<HostileServer> {
  const victims = new Set<Middle>();
  let tamper: Tamper | undefined;
  const front = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  front.on('connection', client => {
    const middle = new Middle(client, `${origin.replace(/^http/, 'ws')}/socket`, () => tamper);
    victims.add(middle);
    client.on('close', () => victims.delete(middle));
  });
  await once(front, 'listening');
  const address = front.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    victims: () => [...victims],
    setTamper: next => {
      tamper = next;
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of front.clients) client.terminate();
      front.close();
      await once(front, 'close');
    },
  };
}

/** Between one client and the real server. */
class Middle implements Victim {
  readonly heard: ServerMessage[] = [];
  readonly #client: WsSocket;
  seat: SeatId | undefined;

  constructor(client: WsSocket, url: string, tamper: () => Tamper | undefined) {
    this.#client = client;
    const server = new WebSocket(url, WIRE_SUBPROTOCOL);
    server.binaryType = 'arraybuffer';
    // The server speaks first: no client says anything before that.
    client.on('message', (frame: Buffer) => {
      this.#note(frame);
      if (server.readyState === WebSocket.OPEN) server.send(new Uint8Array(frame));
    });
    client.on('close', () => server.close());
    server.onmessage = ({ data }) => {
      const message = decodeServerMessage(new Uint8Array(data as ArrayBuffer));
      if (!message.ok) throw new Error('the real server said something malformed');
      this.heard.push(message.value);
      for (const said of tamper()?.(message.value, this) ?? [message.value]) this.tell(said);
    };
    server.onclose = () => client.close();
  }

  tell(message: ServerMessage): void {
    this.#client.send(encodeServerMessage(message));
  }

  #note(frame: Uint8Array): void {
    const message = decodeClientMessage(frame);
    if (message.ok && TAKES_SEAT.includes(message.value.t) && 'seat' in message.value)
      this.seat = message.value.seat;
  }
}

const TAKES_SEAT: readonly string[] = ['startRoom', 'knock', 'attachRoom'];
