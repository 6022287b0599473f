/**
 * The mailboxes behind the simulator's server, with the semantics of spec/mailbox.md: order behind a refusal, quota,
 * one-time invitations, wills. Proofs are taken as given; that the real server checks them is tested there.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { ReceiveId, SendId } from '@sotto/protocol/ids';
import { INVITATION_LIFETIME_DAYS, WILL_GRACE_MS } from '@sotto/protocol/limits';
import type { ClientMessage } from '@sotto/protocol/wire/clientMessage';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { Cancel, Clock } from '../port/clock.ts';

/** An answer to a request; the number is put in where it is sent. */
export type Answer = Extract<ServerMessage, { t: 'ok' | 'error' | 'invitation' | 'relay' }>;

/** A client's socket, as far as mailboxes care. */
export interface MailLine {
  readonly bound: Set<SendId>;
  /** Mailboxes for which a blob was refused and nothing has said `resume` since. */
  readonly broken: Set<SendId>;
  isOpen: boolean;
  readonly say: (message: ServerMessage) => void;
}

/** A mailbox as it would lie on disk. */
export interface StoredMailbox {
  readonly receiveId: ReceiveId;
  readonly sendId: SendId;
  readonly bindBefore: number;
  invitation: Bytes | undefined;
  senderKey: string | undefined;
  lastSeq: number;
  blobs: { readonly seq: number; readonly time: number; readonly blob: Bytes }[];
  will: Bytes | undefined;
}

/** What is known of a mailbox only while the server runs. */
interface Presence {
  reader?: MailLine;
  /** Who stands for the will. */
  heir?: MailLine;
  cancelGrace?: Cancel;
}

type Request<Kind extends ClientMessage['t']> = Extract<ClientMessage, { t: Kind }>;

/** All mailboxes of one server. */
export class FakeMailboxes {
  readonly boxes = new Map<ReceiveId, StoredMailbox>();
  /** Most blobs that may wait in one mailbox. */
  quota = Number.POSITIVE_INFINITY;
  readonly #clock: Clock;
  readonly #presences = new Map<StoredMailbox, Presence>();

  constructor(clock: Clock, stored: readonly StoredMailbox[]) {
    this.#clock = clock;
    for (const box of structuredClone(stored)) this.boxes.set(box.receiveId, box);
    this.restarted();
  }

  /** The answer to a request; undefined where there is none. */
  execute(line: MailLine, message: ClientMessage): Answer | undefined {
    const execute = this.#handlers[message.t] as
      | ((line: MailLine, message: ClientMessage) => Answer | undefined)
      | undefined;
    return execute === undefined ? refusal('unavailable') : execute(line, message);
  }

  /** Begins to deliver a mailbox that was just opened. */
  deliverAll(receiveId: ReceiveId): void {
    const box = this.boxes.get(receiveId);
    const reader = box && this.#presence(box).reader;
    for (const blob of box?.blobs ?? []) reader?.say({ t: 'delivery', receiveId, ...blob });
  }

  /** A socket is gone: the grace time of its wills begins. */
  left(line: MailLine): void {
    for (const [box, presence] of this.#presences) if (presence.heir === line) this.#beginGrace(box);
  }

  /** The server is going down: no will happens meanwhile. */
  stopped(): void {
    for (const presence of this.#presences.values()) presence.cancelGrace?.();
    this.#presences.clear();
  }

  /** The server has come up: nobody stands for any will yet. */
  restarted(): void {
    for (const box of this.boxes.values()) if (box.will !== undefined) this.#beginGrace(box);
  }

  /** Wills that lie here. */
  wills(): number {
    return [...this.boxes.values()].filter(box => box.will !== undefined).length;
  }

  readonly #handlers: {
    readonly [Kind in ClientMessage['t']]?: (line: MailLine, message: Request<Kind>) => Answer | undefined;
  } = {
    acknowledge: (_, { receiveId, seq }) => {
      const box = this.boxes.get(receiveId);
      if (box !== undefined) box.blobs = box.blobs.filter(blob => blob.seq > seq);
      return undefined;
    },
    createMailbox: (_, message) => this.#create(message),
    openMailbox: (line, { receiveId }) => {
      const box = this.boxes.get(receiveId);
      if (box === undefined) return refusal('noMailbox');
      this.#presence(box).reader = line;
      return OK;
    },
    deleteMailbox: (_, { receiveId }) => {
      const box = this.boxes.get(receiveId);
      if (box !== undefined) this.#remove(box);
      return OK;
    },
    readInvitation: (_, { sendId }) => this.#readInvitation(sendId),
    bindSender: (line, message) => this.#bind(line, message),
    send: (line, message) => this.#send(line, message),
    setWill: (line, { sendId, blob }) => this.#setWill(line, sendId, blob),
    clearWill: (line, { sendId }) => this.#setWill(line, sendId, undefined),
    requestRelay: () => ({ ...RELAY, expires: this.#clock.now() + 43_200_000 }),
    ping: () => OK,
  };

  #create({ receiveId, sendId, invitation }: Request<'createMailbox'>): Answer {
    if (this.boxes.has(receiveId) || this.#bySendId(sendId) !== undefined) return refusal('mailboxExists');
    const bindBefore = this.#clock.now() + INVITATION_LIFETIME_DAYS * 86_400_000;
    const nothing = { senderKey: undefined, lastSeq: 0, blobs: [], will: undefined };
    this.boxes.set(receiveId, { receiveId, sendId, bindBefore, invitation, ...nothing });
    return OK;
  }

  #remove(box: StoredMailbox): void {
    this.boxes.delete(box.receiveId);
    this.#presences.get(box)?.cancelGrace?.();
    this.#presences.delete(box);
  }

  #readInvitation(sendId: SendId): Answer {
    const box = this.#bySendId(sendId);
    if (box?.senderKey !== undefined) return refusal('invitationUsed');
    if (box !== undefined && box.bindBefore <= this.#clock.now()) return refusal('invitationExpired');
    if (box?.invitation === undefined) return refusal('noInvitation');
    return { t: 'invitation', n: 0, invitation: box.invitation };
  }

  #bind(line: MailLine, { sendId, senderKey }: Request<'bindSender'>): Answer {
    const box = this.#bySendId(sendId);
    const key = senderKey.toHex();
    if (box === undefined) return refusal('noMailbox');
    if (box.senderKey === undefined && box.bindBefore <= this.#clock.now())
      return refusal('invitationExpired');
    if ((box.senderKey ?? key) !== key) return refusal('notSender');
    box.senderKey = key;
    box.invitation = undefined;
    line.bound.add(sendId);
    line.broken.delete(sendId);
    if (box.will !== undefined) this.#inherit(box, line);
    return OK;
  }

  #send(line: MailLine, { sendId, blob, resume }: Request<'send'>): Answer {
    const box = this.#bySendId(sendId);
    if (!line.bound.has(sendId)) return refusal('notSender');
    if (line.broken.has(sendId) && resume !== true) return refusal('outOfOrder');
    line.broken.delete(sendId);
    if (box === undefined) return refusal('noMailbox');
    if (this.#accept(box, blob)) return OK;
    line.broken.add(sendId);
    return refusal('mailboxFull');
  }

  #accept(box: StoredMailbox, blob: Bytes): boolean {
    if (box.blobs.length >= this.quota) return false;
    box.lastSeq += 1;
    const entry = { seq: box.lastSeq, time: this.#clock.now(), blob: blob.slice() };
    box.blobs.push(entry);
    this.#presence(box).reader?.say({ t: 'delivery', receiveId: box.receiveId, ...entry });
    return true;
  }

  #setWill(line: MailLine, sendId: SendId, blob: Bytes | undefined): Answer {
    const box = this.#bySendId(sendId);
    if (!line.bound.has(sendId)) return refusal('notSender');
    if (box === undefined) return refusal('noMailbox');
    box.will = blob?.slice();
    this.#inherit(box, line);
    return OK;
  }

  #inherit(box: StoredMailbox, line: MailLine): void {
    const presence = this.#presence(box);
    presence.cancelGrace?.();
    presence.heir = line;
    if (!line.isOpen) this.#beginGrace(box);
  }

  #beginGrace(box: StoredMailbox): void {
    const presence = this.#presence(box);
    presence.cancelGrace?.();
    delete presence.heir;
    presence.cancelGrace = this.#clock.after(WILL_GRACE_MS, () => this.#deliverWill(box));
  }

  #deliverWill(box: StoredMailbox): void {
    if (box.will === undefined) return;
    if (this.#accept(box, box.will)) box.will = undefined;
    else this.#beginGrace(box);
  }

  #presence(box: StoredMailbox): Presence {
    const presence = this.#presences.get(box) ?? {};
    this.#presences.set(box, presence);
    return presence;
  }

  #bySendId(sendId: SendId): StoredMailbox | undefined {
    return [...this.boxes.values()].find(box => box.sendId === sendId);
  }
}

const OK: Answer = { t: 'ok', n: 0 };
const RELAY = {
  t: 'relay' as const,
  n: 0,
  urls: ['turn:192.0.2.1:3478?transport=udp'],
  username: 'user',
  credential: 'secret',
};

function refusal(code: ErrorCode): Answer {
  return { t: 'error', n: 0, code };
}
