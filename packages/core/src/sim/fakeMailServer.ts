/**
 * The server's side of the socket in memory, for the simulator: lines to clients, and the mailboxes behind them
 * (`fakeMailboxes.ts`).
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { type ClientMessage, decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { encodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Clock } from '../port/clock.ts';
import type { Socket, SocketHandlers, SocketPort } from '../port/socket.ts';
import { FakeLinks } from './fakeLinks.ts';
import { type Answer, FakeMailboxes, type MailLine, type StoredMailbox } from './fakeMailboxes.ts';
import { FakeRooms } from './fakeRooms.ts';

interface Line extends MailLine {
  readonly handlers: SocketHandlers;
}

/** Why a test lets a request fail. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly retryAfter?: number;
}

/** The server and its handles for tests. */
export interface FakeMailServer {
  /** A port to it for one client. */
  sockets(): SocketPort & { networkChanges(): void };
  /** Breaks all sockets; while down, none opens and no will happens. */
  setDown(isDown: boolean): void;
  /** Restarts without its database: every mailbox is gone. */
  forget(): void;
  /** Most blobs that may wait in one mailbox from now on. */
  setQuota(blobs: number): void;
  /** Number of blobs that wait anywhere. */
  waiting(): number;
  /** Number of wills that lie here. */
  wills(): number;
  /** Number of mailboxes. */
  mailboxes(): number;
  /** Its call links. */
  readonly links: FakeLinks;
  /** The calls behind them. */
  readonly rooms: FakeRooms;
  /** What lies on its disk, for another server to start with. */
  stored(): readonly StoredMailbox[];
  /** Every frame that it was sent and that it sent, for tests of blindness. */
  readonly traffic: readonly Bytes[];
  /** Called with every request before it is executed; true swallows it, an error refuses it. */
  intercept: ((message: ClientMessage) => boolean | Refusal) | undefined;
  /** What a hostile server says instead of a message. */
  tamper: ((message: ServerMessage) => ServerMessage) | undefined;
}

/** Makes a server; every frame takes `latency` milliseconds of the clock each way. */
export function createFakeMailServer(
  clock: Clock,
  latency = 1,
  stored: readonly StoredMailbox[] = [],
): FakeMailServer {
  const mailboxes = new FakeMailboxes(clock, stored);
  const links = new FakeLinks(clock);
  const rooms = new FakeRooms(clock, links);
  const lines = new Set<Line>();
  const traffic: Bytes[] = [];
  let isDown = false;

  function say(line: Line, message: ServerMessage): void {
    const frame = encodeServerMessage(server.tamper?.(message) ?? message);
    traffic.push(frame);
    clock.after(latency, () => {
      if (line.isOpen) line.handlers.frame(frame.slice());
    });
  }

  function hear(line: Line, frame: Bytes): void {
    traffic.push(frame);
    const decoded = decodeClientMessage(frame.slice());
    if (!decoded.ok) throw new Error('a client sent a malformed frame');
    const message = decoded.value;
    const intercepted = server.intercept?.(message) ?? false;
    if (intercepted === true || (intercepted === false && rooms.execute(line, message))) return;
    const answer =
      intercepted === false
        ? (links.execute(message) ?? mailboxes.execute(line, message))
        : refusal(intercepted);
    if (answer !== undefined && 'n' in message) say(line, { ...answer, n: message.n });
    if (message.t === 'openMailbox' && intercepted === false) mailboxes.deliverAll(message.receiveId);
  }

  function close(line: Line): void {
    if (!line.isOpen) return;
    line.isOpen = false;
    lines.delete(line);
    rooms.left(line);
    if (!isDown) mailboxes.left(line);
    line.handlers.closed();
  }

  function connect(handlers: SocketHandlers): Socket {
    const line: Line = {
      handlers,
      bound: new Set(),
      broken: new Set(),
      isOpen: true,
      say: message => say(line, message),
    };
    lines.add(line);
    clock.after(latency, () => {
      if (isDown) close(line);
      if (!line.isOpen) return;
      handlers.opened();
      say(line, { t: 'welcome', nonce: new Uint8Array(32), time: clock.now(), relay: true, people: 8 });
    });
    return {
      send: frame =>
        void clock.after(latency, () => {
          if (line.isOpen) hear(line, frame);
        }),
      close: () => close(line),
    };
  }

  function setDown(down: boolean): void {
    if (down === isDown) return;
    isDown = down;
    if (!down) mailboxes.restarted();
    else {
      mailboxes.stopped();
      for (const line of [...lines]) close(line);
    }
  }

  const server: FakeMailServer = {
    sockets: () => createSocketPort(connect),
    setDown,
    forget: () => {
      setDown(true);
      mailboxes.boxes.clear();
      setDown(false);
    },
    setQuota: blobs => {
      mailboxes.quota = blobs;
    },
    waiting: () => server.stored().reduce((sum, box) => sum + box.blobs.length, 0),
    wills: () => mailboxes.wills(),
    mailboxes: () => mailboxes.boxes.size,
    ...{ links, rooms },
    stored: () => [...mailboxes.boxes.values()],
    traffic,
    intercept: undefined,
    tamper: undefined,
  };
  return server;
}

function refusal(reason: Refusal): Answer {
  return { t: 'error', n: 0, ...reason };
}

function createSocketPort(open: SocketPort['open']): ReturnType<FakeMailServer['sockets']> {
  const listeners = new Set<(isCertain: boolean) => void>();
  return {
    open,
    onNetworkChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    networkChanges: () => {
      for (const listener of listeners) listener(true);
    },
  };
}
