/** A client that speaks the socket protocol over a real WebSocket and remembers all it hears. */
import type { ReceiveId } from '@sotto/protocol/ids';
import type { Bye } from '@sotto/protocol/wire/bye';
import { type ClientRequest, encodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { decodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { WIRE_SUBPROTOCOL } from '@sotto/protocol/wire/version';
import { WebSocket } from 'ws';

/** An answer to a request. */
export type Answer = Extract<
  ServerMessage,
  { t: 'ok' | 'error' | 'invitation' | 'relay' | 'link' | 'notes' }
>;

/** A welcomed client. */
export interface TestClient {
  readonly nonce: Uint8Array;
  readonly relay: boolean;
  readonly socket: WebSocket;
  /** Everything heard, the welcome first. */
  readonly heard: readonly ServerMessage[];
  /** Sends a request and waits for its answer. */
  ask(request: ClientRequest): Promise<Answer>;
  /** As `ask`, reduced to `ok` or the error's code. */
  outcome(request: ClientRequest): Promise<string>;
  acknowledge(receiveId: ReceiveId, seq: number): void;
  /** The next `count` deliveries that no one has taken yet. */
  deliveries(count: number): Promise<readonly Delivery[]>;
  /** The next message of a kind that no one has taken yet. */
  hears<Kind extends ServerMessage['t']>(kind: Kind): Promise<Extract<ServerMessage, { t: Kind }>>;
  /** Sends any bytes. */
  raw(frame: Uint8Array | string): void;
  /** The socket's end: its code, and the goodbye if there was one. */
  readonly closed: Promise<{ readonly code: number; readonly bye: Bye['reason'] | undefined }>;
  /** Closes and waits for the end. */
  leave(): Promise<void>;
  /** Cuts the connection and waits for the end. */
  vanish(): Promise<void>;
}

/**
 * Opens a socket to a server and waits for its welcome. `address`: where it seems to come from, for a server that trusts
 * its proxy.
 */
export async function connect(origin: string, address?: string): Promise<TestClient> {
  const headers = address === undefined ? {} : { 'x-forwarded-for': address };
  const url = `${origin.replace(/^http/, 'ws')}/socket`;
  const socket = new WebSocket(url, WIRE_SUBPROTOCOL, { headers });
  const inbox = createInbox(socket);
  const welcome = await inbox.next(message => message.t === 'welcome');
  if (welcome.t !== 'welcome') throw new Error('no welcome');
  let n = 0;
  const ask = async (request: ClientRequest): Promise<Answer> => {
    const number = ++n;
    socket.send(encodeClientMessage({ ...request, n: number } as never));
    return (await inbox.next(message => 'n' in message && message.n === number)) as Answer;
  };
  return {
    nonce: welcome.nonce,
    relay: welcome.relay,
    socket,
    heard: inbox.heard,
    ask,
    outcome: async request => answerToOutcome(await ask(request)),
    acknowledge: (receiveId, seq) => socket.send(encodeClientMessage({ t: 'acknowledge', receiveId, seq })),
    deliveries: async count => {
      const taken: Delivery[] = [];
      while (taken.length < count) taken.push((await inbox.next(one => one.t === 'delivery')) as Delivery);
      return taken;
    },
    hears: async kind => (await inbox.next(one => one.t === kind)) as never,
    raw: frame => socket.send(frame),
    closed: inbox.closed,
    leave: async () => {
      socket.close();
      await inbox.closed;
    },
    vanish: async () => {
      socket.terminate();
      await inbox.closed;
    },
  };
}

/** `ok`, the error's code, or the kind of answer. */
export function answerToOutcome(answer: Answer): string {
  return answer.t === 'error' ? answer.code : answer.t;
}

/** A blob of the smallest size whose content tells which it is. */
export function numberedBlob(number: number, size = 1024): Uint8Array<ArrayBuffer> {
  const blob = new Uint8Array(size);
  new DataView(blob.buffer).setUint32(0, number);
  return blob;
}

/** The number in a {@link numberedBlob}. */
export function blobToNumber(blob: Uint8Array): number {
  return new DataView(blob.buffer, blob.byteOffset).getUint32(0);
}

function createInbox(socket: WebSocket) {
  const heard: ServerMessage[] = [];
  const untaken: ServerMessage[] = [];
  const waiting: { matches: (message: ServerMessage) => boolean; take: (message: ServerMessage) => void }[] =
    [];
  socket.on('message', (frame: Buffer) => {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok) throw new Error('the server sent a malformed frame');
    heard.push(decoded.value);
    const index = waiting.findIndex(one => one.matches(decoded.value));
    if (index < 0) untaken.push(decoded.value);
    else waiting.splice(index, 1)[0]?.take(decoded.value);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<{ code: number; bye: Bye['reason'] | undefined }>(resolve =>
    socket.on('close', code => resolve({ code, bye: heard.find(one => one.t === 'bye')?.reason })),
  );
  return {
    heard,
    closed,
    next: (matches: (message: ServerMessage) => boolean): Promise<ServerMessage> => {
      const index = untaken.findIndex(matches);
      const [message] = index < 0 ? [] : untaken.splice(index, 1);
      if (message !== undefined) return Promise.resolve(message);
      return new Promise((take, reject) => {
        waiting.push({ matches, take });
        void closed.then(({ code }) => reject(new Error(`closed with ${code} while waiting`)));
      });
    },
  };
}
