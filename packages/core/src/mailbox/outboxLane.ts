/** The way out to one contact's mailbox: a window of blobs without an answer, order behind a refusal, pauses. */
import type { ContactId } from '@sotto/protocol/ids';
import type { TheirMailbox } from '../contact/contactRecord.ts';
import type { Cancel } from '../port/clock.ts';
import type { RequestFailure } from './connection.ts';
import type { OutboxEntry, OutboxPorts } from './outbox.ts';

/** How many blobs of one mailbox may be on their way without an answer. */
const WINDOW = 8;
const RETRY_MS = 3000;
/** A mailbox that is gone may be made again soon (the server lost it), or never (the contact deleted this person). */
const LONGEST_GONE_MS = 300_000;
/** How long `drain` waits. */
const DRAIN_MS = 2000;

/** Whether this client has proven itself as the sender. */
export type Binding = { readonly ok: true } | RequestFailure;

interface Waiting {
  readonly entry: OutboxEntry;
  readonly settled: Promise<void>;
  readonly settle: () => void;
}

/** What waits for one contact's mailbox, in order. */
export class OutboxLane {
  readonly #ports: OutboxPorts;
  readonly #contact: ContactId;
  #queue: readonly Waiting[] = [];
  /** How many of the queue's first entries are on their way. */
  #inFlight = 0;
  #bound: Promise<Binding> | undefined;
  /** The first of the refusals that came since the last attempt; nothing is sent behind it. */
  #refusal: RequestFailure | undefined;
  #pause: Cancel | undefined;
  #goneMs = RETRY_MS;
  /** The next send must say that it begins again behind a refusal. */
  #mustResume = false;
  /** Another one with every socket, so that late answers of an old one are ignored. */
  #socket = {};

  constructor(ports: OutboxPorts, contact: ContactId) {
    this.#ports = ports;
    this.#contact = contact;
  }

  /** Queues an entry; resolves when its acceptance is stored. */
  push(entry: OutboxEntry): Promise<void> {
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    this.#queue = [...this.#queue, { entry, settled, settle }];
    void this.pump();
    return settled;
  }

  /** Begins anew on another socket. */
  resume(): void {
    this.leave();
    void this.pump();
  }

  /** Forgets the present socket and everything that is under way on it. */
  leave(): void {
    this.#socket = {};
    this.#pause?.();
    this.#pause = undefined;
    this.#refusal = undefined;
    this.#bound = undefined;
    this.#mustResume = false;
    this.#inFlight = 0;
  }

  /** Proves on the present socket that this client is the mailbox's sender. A failure is tried again the next time. */
  bind(): Promise<Binding> {
    if (this.#bound !== undefined) return this.#bound;
    const binding = requestBinding(this.#ports, this.#contact);
    this.#bound = binding;
    void binding.then(({ ok }) => {
      if (!ok && this.#bound === binding) this.#bound = undefined;
    });
    return binding;
  }

  /** Sends as much as the window allows. */
  async pump(): Promise<void> {
    const { connection, isReady, mailboxOf } = this.#ports;
    if (!this.#mayContinue() || connection.nonce() === undefined || !isReady(this.#contact)) return;
    const socket = this.#socket;
    const bound = await this.bind();
    if (socket !== this.#socket) return;
    if (!bound.ok) {
      // Several may have waited for the same answer.
      if (this.#pause === undefined) this.#pauseAfter(bound);
      return;
    }
    const mailbox = mailboxOf(this.#contact);
    if (mailbox === undefined) return;
    while (this.#mayContinue()) void this.#sendNext(mailbox);
  }

  /** Whether everything queued so far was accepted before long. */
  async drain(): Promise<boolean> {
    const last = this.#queue.at(-1);
    if (last === undefined) return true;
    if (this.#ports.connection.nonce() === undefined) return false;
    return new Promise(resolve => {
      const cancel = this.#ports.clock.after(DRAIN_MS, () => resolve(false));
      void last.settled.then(() => {
        cancel();
        resolve(true);
      });
    });
  }

  #mayContinue(): boolean {
    const isHeldUp = this.#pause !== undefined || this.#refusal !== undefined;
    return !isHeldUp && this.#inFlight < Math.min(WINDOW, this.#queue.length);
  }

  async #sendNext({ sendId }: TheirMailbox): Promise<void> {
    const waiting = this.#queue[this.#inFlight];
    if (waiting === undefined) return;
    const socket = this.#socket;
    const { blob, wake } = waiting.entry;
    const resume = this.#mustResume ? ({ resume: true } as const) : {};
    this.#mustResume = false;
    this.#inFlight += 1;
    const answer = await this.#ports.connection.request({ t: 'send', sendId, blob, wake, ...resume });
    if (socket !== this.#socket) return;
    this.#inFlight -= 1;
    if (answer.ok) await this.#confirm(waiting);
    else this.#refuse(answer);
  }

  async #confirm(waiting: Waiting): Promise<void> {
    this.#queue = this.#queue.filter(other => other !== waiting);
    this.#goneMs = RETRY_MS;
    if (this.#refusal === undefined) void this.pump();
    else this.#refuse(this.#refusal);
    try {
      await this.#ports.accepted(this.#contact, waiting.entry);
      waiting.settle();
    } catch (problem) {
      // The entry stays in the store: the next run sends it again, and its receiver knows it already.
      this.#ports.log.error('outbox.notStored', { problem: String(problem) });
    }
  }

  /** What was sent behind a refused blob is refused as well: waits for those answers before it begins again. */
  #refuse(refusal: RequestFailure): void {
    this.#refusal ??= refusal;
    if (this.#inFlight === 0) this.#pauseAfter(this.#refusal);
  }

  #pauseAfter(problem: RequestFailure): void {
    // Without a socket there is nothing to try; the next one resumes.
    if (problem.code === 'offline') return;
    this.#ports.log.warn('outbox.refused', { code: problem.code });
    this.#pause = this.#ports.clock.after(problem.retryAfter ?? this.#pauseFor(problem), () => {
      this.#pause = undefined;
      this.#refusal = undefined;
      this.#mustResume = true;
      void this.pump();
    });
  }

  #pauseFor({ code }: RequestFailure): number {
    if (code !== 'noMailbox' && code !== 'notSender') return RETRY_MS;
    const pause = this.#goneMs;
    this.#goneMs = Math.min(2 * pause, LONGEST_GONE_MS);
    return pause;
  }
}

async function requestBinding(ports: OutboxPorts, contact: ContactId): Promise<Binding> {
  const mailbox = ports.mailboxOf(contact);
  if (mailbox === undefined) return { ok: false, code: 'noMailbox' };
  const { sendId, senderKey } = mailbox;
  const proof = await ports.sign('bind', senderKey, sendId);
  if (proof === undefined) return { ok: false, code: 'offline' };
  return ports.connection.request({ t: 'bindSender', sendId, senderKey: senderKey.publicKey, proof });
}
