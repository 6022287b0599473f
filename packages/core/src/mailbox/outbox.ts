/**
 * Sealed blobs on their way out (spec/mailbox.md). Every entry is stored before it is pushed here and deleted when
 * the server has accepted it, so a killed tab repeats at most what the receiver recognises as a repetition.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { TheirMailbox } from '../contact/contactRecord.ts';
import type { Cancel, Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Connection, RequestFailure } from './connection.ts';
import type { SignProof } from './proofs.ts';

/** How many blobs of one mailbox may be on their way without an answer. */
const WINDOW = 8;
const RETRY_MS = 3000;
/** A mailbox that is gone (the contact deleted this person) will hardly come back. */
const GONE_RETRY_MS = 300_000;

/** One blob, as stored in the table `outbox` under `key`. */
export interface OutboxEntry {
  /** `<contact>/<position>`, so that a contact's entries list in order. */
  readonly key: string;
  readonly blob: Bytes;
  readonly wake: Wake;
  /** The text whose tick changes on acceptance. */
  readonly textId?: ItemId;
}

/** What the outbox needs. */
export interface OutboxPorts {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  readonly sign: SignProof;
  /** Where a contact's blobs go; undefined when the contact is gone. */
  readonly mailboxOf: (contact: ContactId) => TheirMailbox | undefined;
  /** Whether the contact can answer already; until then its entries wait. */
  readonly isReady: (contact: ContactId) => boolean;
  /** Makes an acceptance durable (deletes the entry, moves the tick) before it counts. */
  readonly accepted: (contact: ContactId, entry: OutboxEntry) => Promise<void>;
}

/** The outbox of all contacts. */
export interface Outbox {
  /** Queues a stored entry; resolves when the server has accepted it, maybe after reconnections. */
  push(contact: ContactId, entry: OutboxEntry): Promise<void>;
  /** A socket is up: binds and sends whatever waits. */
  resume(): void;
  /** Proves on the present socket that this client sends to the contact's mailbox. */
  bind(contact: ContactId): Promise<{ readonly ok: true } | RequestFailure>;
  /** Sends what waits for a contact that has become ready. */
  flush(contact: ContactId): void;
  /** Forgets a contact's entries. */
  drop(contact: ContactId): void;
}

interface Waiting {
  readonly entry: OutboxEntry;
  readonly settle: () => void;
}

interface Lane {
  queue: Waiting[];
  /** How many of the queue's first entries are on their way. */
  inFlight: number;
  bound: Promise<{ readonly ok: true } | RequestFailure> | undefined;
  /** The next send must say that it begins again behind a refusal. */
  resume: boolean;
  refused: boolean;
  /** Grows with every socket, so that late answers of an old one are ignored. */
  generation: number;
  cancelRetry: Cancel;
}

/** Makes an empty outbox. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const lanes = new Map<ContactId, Lane>();

  function laneOf(contact: ContactId): Lane {
    const known = lanes.get(contact);
    if (known !== undefined) return known;
    const lane: Lane = {
      queue: [],
      inFlight: 0,
      bound: undefined,
      resume: false,
      refused: false,
      generation: 0,
      cancelRetry: () => {},
    };
    lanes.set(contact, lane);
    return lane;
  }

  function bind(contact: ContactId): Promise<{ readonly ok: true } | RequestFailure> {
    const lane = laneOf(contact);
    lane.bound ??= requestBinding(ports, contact);
    return lane.bound;
  }

  async function pump(contact: ContactId, lane: Lane): Promise<void> {
    if (lane.queue.length === 0 || ports.connection.nonce() === undefined) return;
    if (!ports.isReady(contact)) return;
    const { generation } = lane;
    const bound = await bind(contact);
    if (generation !== lane.generation) return;
    if (!bound.ok) {
      lane.bound = undefined;
      retryLater(contact, lane, bound);
      return;
    }
    while (!lane.refused && lane.inFlight < Math.min(WINDOW, lane.queue.length)) void sendNext(contact, lane);
  }

  async function sendNext(contact: ContactId, lane: Lane): Promise<void> {
    const waiting = lane.queue[lane.inFlight];
    const mailbox = ports.mailboxOf(contact);
    if (waiting === undefined || mailbox === undefined) return;
    const { generation } = lane;
    const { blob, wake } = waiting.entry;
    lane.inFlight += 1;
    const resume = lane.resume ? ({ resume: true } as const) : {};
    lane.resume = false;
    const answer = await ports.connection.request({
      t: 'send',
      sendId: mailbox.sendId,
      blob,
      wake,
      ...resume,
    });
    if (generation !== lane.generation) return;
    lane.inFlight -= 1;
    if (answer.ok) {
      await confirm(contact, lane, waiting);
      return;
    }
    lane.refused = true;
    if (lane.inFlight === 0) retryLater(contact, lane, answer);
  }

  async function confirm(contact: ContactId, lane: Lane, waiting: Waiting): Promise<void> {
    lane.queue = lane.queue.filter(other => other !== waiting);
    await ports.accepted(contact, waiting.entry);
    waiting.settle();
    if (lane.refused && lane.inFlight === 0) retryLater(contact, lane, undefined);
    else await pump(contact, lane);
  }

  function retryLater(contact: ContactId, lane: Lane, problem: RequestFailure | undefined): void {
    if (problem?.code === 'offline') return;
    ports.log.warn('outbox.refused', { code: problem?.code ?? 'unknown' });
    lane.cancelRetry();
    const pause = problem?.code === 'noMailbox' ? GONE_RETRY_MS : RETRY_MS;
    lane.cancelRetry = ports.clock.after(problem?.retryAfter ?? pause, () => {
      lane.refused = false;
      lane.resume = true;
      void pump(contact, lane);
    });
  }

  return {
    bind,
    push: (contact, entry) =>
      new Promise(settle => {
        const lane = laneOf(contact);
        lane.queue.push({ entry, settle });
        void pump(contact, lane);
      }),
    resume: () => {
      for (const [contact, lane] of lanes) {
        lane.cancelRetry();
        Object.assign(lane, { inFlight: 0, bound: undefined, resume: false, refused: false });
        lane.generation += 1;
        void pump(contact, lane);
      }
    },
    flush: contact => void pump(contact, laneOf(contact)),
    drop: contact => {
      const lane = lanes.get(contact);
      lanes.delete(contact);
      lane?.cancelRetry();
      if (lane !== undefined) lane.generation += 1;
    },
  };
}

async function requestBinding(
  ports: OutboxPorts,
  contact: ContactId,
): Promise<{ readonly ok: true } | RequestFailure> {
  const mailbox = ports.mailboxOf(contact);
  if (mailbox === undefined) return { ok: false, code: 'noMailbox' };
  const { sendId, senderKey } = mailbox;
  const proof = await ports.sign('bind', senderKey, sendId);
  if (proof === undefined) return { ok: false, code: 'offline' };
  return ports.connection.request({ t: 'bindSender', sendId, senderKey: senderKey.publicKey, proof });
}
