/**
 * The server's side of the socket in memory, for the simulator: mailboxes, invitations and wills with the semantics
 * of spec/mailbox.md. Proofs are taken as given; that the real server checks them is tested there.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { ReceiveId, SendId } from '@sotto/protocol/ids';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import { type ClientMessage, decodeClientMessage } from '@sotto/protocol/wire/clientMessage';
import { encodeServerMessage, type ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Clock } from '../port/clock.ts';
import type { Socket, SocketHandlers, SocketPort } from '../port/socket.ts';

/** An answer to a request; the number is put in where it is sent. */
type Numbered = Exclude<ServerMessage, { t: 'welcome' | 'delivery' | 'bye' }>;

interface Mailbox {
  readonly receiveId: ReceiveId;
  readonly sendId: SendId;
  invitation: Bytes | undefined;
  senderKey: string | undefined;
  lastSeq: number;
  blobs: { readonly seq: number; readonly time: number; readonly blob: Bytes }[];
  reader: Line | undefined;
  will: { readonly blob: Bytes; owner: Line } | undefined;
}

interface Line {
  readonly handlers: SocketHandlers;
  readonly bound: Set<SendId>;
  isOpen: boolean;
}

/** The server and its handles for tests. */
export interface FakeMailServer {
  /** A port to it for one client. */
  sockets(): SocketPort & { networkChanges(): void };
  /** Breaks all sockets; while down, none opens. */
  setDown(isDown: boolean): void;
  /** Forgets everything, as after the loss of its database. */
  forget(): void;
  /** Number of blobs that wait anywhere. */
  waiting(): number;
  /** Every frame that it was sent and that it sent, for tests of blindness. */
  readonly traffic: readonly Bytes[];
  /** Called with every request before it is answered; true swallows it. */
  intercept: ((message: ClientMessage) => boolean) | undefined;
}

/** Makes a server; every frame takes `latency` milliseconds of the clock each way. */
export function createFakeMailServer(clock: Clock, latency = 1): FakeMailServer {
  const mailboxes = new Map<ReceiveId, Mailbox>();
  const lines = new Set<Line>();
  const traffic: Bytes[] = [];
  let isDown = false;

  const bySendId = (sendId: SendId) => [...mailboxes.values()].find(box => box.sendId === sendId);

  function say(line: Line, message: ServerMessage): void {
    const frame = encodeServerMessage(message);
    traffic.push(frame);
    clock.after(latency, () => {
      if (line.isOpen) line.handlers.frame(frame.slice());
    });
  }

  function hear(line: Line, frame: Bytes): void {
    traffic.push(frame);
    const decoded = decodeClientMessage(frame.slice());
    if (!decoded.ok) throw new Error('a client sent a malformed frame');
    if (server.intercept?.(decoded.value) === true) return;
    const message = decoded.value;
    const answer = execute(line, message);
    if (answer !== undefined && 'n' in message) say(line, { ...answer, n: message.n });
    if (message.t === 'openMailbox') deliverAll(message.receiveId);
  }

  function execute(line: Line, message: ClientMessage): Numbered | undefined {
    switch (message.t) {
      case 'acknowledge':
        return acknowledge(message.receiveId, message.seq);
      case 'createMailbox':
        return create(message);
      case 'openMailbox':
        return open(line, message.receiveId);
      case 'deleteMailbox':
        mailboxes.delete(message.receiveId);
        return OK;
      case 'readInvitation':
        return readInvitation(message.sendId);
      case 'bindSender':
        return bind(line, message.sendId, message.senderKey.toHex());
      case 'send':
        return line.bound.has(message.sendId) ? store(message.sendId, message.blob) : error('notSender');
      case 'setWill':
      case 'clearWill':
        return setWill(line, message.sendId, message.t === 'setWill' ? message.blob : undefined);
      case 'requestRelay':
        return { ...RELAY, expires: clock.now() + 43_200_000 };
      case 'ping':
        return OK;
    }
  }

  function acknowledge(receiveId: ReceiveId, seq: number): undefined {
    const box = mailboxes.get(receiveId);
    if (box !== undefined) box.blobs = box.blobs.filter(blob => blob.seq > seq);
  }

  function create(message: Extract<ClientMessage, { t: 'createMailbox' }>): Numbered {
    const { receiveId, sendId, invitation } = message;
    if (mailboxes.has(receiveId)) return error('mailboxExists');
    mailboxes.set(receiveId, {
      receiveId,
      sendId,
      invitation,
      senderKey: undefined,
      lastSeq: 0,
      blobs: [],
      reader: undefined,
      will: undefined,
    });
    return OK;
  }

  function open(line: Line, receiveId: ReceiveId): Numbered {
    const box = mailboxes.get(receiveId);
    if (box === undefined) return error('noMailbox');
    box.reader = line;
    return OK;
  }

  function deliverAll(receiveId: ReceiveId): void {
    const box = mailboxes.get(receiveId);
    for (const blob of box?.blobs ?? [])
      if (box?.reader !== undefined) say(box.reader, { t: 'delivery', receiveId, ...blob });
  }

  function readInvitation(sendId: SendId): Numbered {
    const box = bySendId(sendId);
    if (box?.invitation === undefined) return error('noInvitation');
    if (box.senderKey !== undefined) return error('invitationUsed');
    return { t: 'invitation', n: 0, invitation: box.invitation };
  }

  function bind(line: Line, sendId: SendId, senderKey: string): Numbered {
    const box = bySendId(sendId);
    if (box === undefined) return error('noMailbox');
    box.senderKey ??= senderKey;
    if (box.senderKey !== senderKey) return error('notSender');
    line.bound.add(sendId);
    if (box.will !== undefined) box.will.owner = line;
    return OK;
  }

  function store(sendId: SendId, blob: Bytes): Numbered {
    const box = bySendId(sendId);
    if (box === undefined) return error('noMailbox');
    box.lastSeq += 1;
    const entry = { seq: box.lastSeq, time: clock.now(), blob: blob.slice() };
    box.blobs.push(entry);
    const { reader, receiveId } = box;
    if (reader?.isOpen === true) say(reader, { t: 'delivery', receiveId, ...entry });
    return OK;
  }

  function setWill(line: Line, sendId: SendId, blob: Bytes | undefined): Numbered {
    const box = bySendId(sendId);
    if (box === undefined || !line.bound.has(sendId)) return error('notSender');
    box.will = blob && { blob: blob.slice(), owner: line };
    return OK;
  }

  function close(line: Line): void {
    if (!line.isOpen) return;
    line.isOpen = false;
    lines.delete(line);
    clock.after(WILL_GRACE_MS, () => fireWills(line));
    line.handlers.closed();
  }

  function fireWills(line: Line): void {
    for (const box of mailboxes.values()) {
      if (box.will?.owner !== line) continue;
      const { blob } = box.will;
      box.will = undefined;
      store(box.sendId, blob);
    }
  }

  function connect(handlers: SocketHandlers): Socket {
    const line: Line = { handlers, bound: new Set(), isOpen: true };
    lines.add(line);
    clock.after(latency, () => {
      if (isDown) close(line);
      if (!line.isOpen) return;
      handlers.opened();
      say(line, { t: 'welcome', nonce: new Uint8Array(32), time: clock.now(), relay: true });
    });
    return {
      send: frame =>
        void clock.after(latency, () => {
          if (line.isOpen) hear(line, frame);
        }),
      close: () => close(line),
    };
  }

  const server: FakeMailServer = {
    sockets: () => {
      const listeners = new Set<() => void>();
      return {
        open: connect,
        onNetworkChange: listener => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        networkChanges: () => {
          for (const listener of listeners) listener();
        },
      };
    },
    setDown: down => {
      isDown = down;
      if (down) for (const line of [...lines]) close(line);
    },
    forget: () => mailboxes.clear(),
    waiting: () => [...mailboxes.values()].reduce((sum, box) => sum + box.blobs.length, 0),
    traffic,
    intercept: undefined,
  };
  return server;
}

const OK: Numbered = { t: 'ok', n: 0 };
const RELAY = {
  t: 'relay' as const,
  n: 0,
  urls: ['turn:192.0.2.1:3478?transport=udp'],
  username: 'user',
  credential: 'secret',
};

function error(code: ErrorCode): Numbered {
  return { t: 'error', n: 0, code };
}
