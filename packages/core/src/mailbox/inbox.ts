/**
 * Own mailboxes (spec/mailbox.md): opened on every socket, and made again when the server has lost them. Deliveries
 * are handled one at a time per mailbox, stored, and only then acknowledged.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ReceiveId } from '@sotto/protocol/ids';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import type { OwnMailbox } from '../contact/contactRecord.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Connection, RequestFailure } from './connection.ts';
import type { SignProof } from './proofs.ts';

/** When a mailbox whose delivery could not be stored, or that could not be opened, is opened again. */
const REOPEN_MS = 3000;

/** What the inbox needs. */
export interface InboxPorts {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  readonly sign: SignProof;
  /** The mailbox with this id, as stored now; undefined when it is not (or no longer) ours. */
  readonly mailbox: (receiveId: ReceiveId) => OwnMailbox | undefined;
  /** Handles and stores one delivery, its position included. A rejection leaves it on the server. */
  readonly handle: (receiveId: ReceiveId, delivery: Delivery) => Promise<void>;
}

/** What making a lost mailbox again needs. */
export interface RestoringPorts extends Pick<InboxPorts, 'mailbox' | 'log'> {
  /** The server has lost this mailbox; positions begin anew. */
  readonly restarted: (receiveId: ReceiveId) => Promise<void>;
}

type Outcome = { readonly ok: true } | RequestFailure;

/** The inbox of all own mailboxes. */
export interface Inbox {
  /** Makes a mailbox on the server; `invitation` is what its future sender reads. */
  create(mailbox: OwnMailbox, invitation?: Bytes): Promise<Outcome>;
  /** Asks for the deliveries of a mailbox on the present socket. */
  open(receiveId: ReceiveId): Promise<Outcome>;
  /** Deletes a mailbox on the server. */
  remove(mailbox: OwnMailbox): Promise<Outcome>;
  /** Takes a delivery from the socket. */
  delivered(delivery: Delivery): void;
}

/** Makes the inbox. */
export function createInbox(ports: InboxPorts): Inbox {
  return new Mailboxes(ports);
}

class Mailboxes implements Inbox {
  readonly #ports: InboxPorts;
  readonly #busy = new Map<ReceiveId, Promise<void>>();
  /**
   * Mailboxes of which a delivery could not be stored. What arrives behind it is left aside until they are opened
   * again: it comes once more then, in order, and its position stored first would make the lost one look old.
   */
  readonly #stalled = new Set<ReceiveId>();

  constructor(ports: InboxPorts) {
    this.#ports = ports;
  }

  async create({ receiveId, sendId, ownerKey }: OwnMailbox, invitation?: Bytes): Promise<Outcome> {
    const { connection, sign } = this.#ports;
    const proof = await sign('create', ownerKey, receiveId, sendId);
    if (proof === undefined) return OFFLINE;
    return connection.request({
      t: 'createMailbox',
      receiveId,
      sendId,
      ownerKey: ownerKey.publicKey,
      proof,
      ...(invitation === undefined ? {} : { invitation }),
    });
  }

  async open(receiveId: ReceiveId): Promise<Outcome> {
    const { connection, mailbox, sign } = this.#ports;
    const own = mailbox(receiveId);
    if (own === undefined) return { ok: false, code: 'noMailbox' };
    const proof = await sign('open', own.ownerKey, receiveId);
    if (proof === undefined) return OFFLINE;
    const opened = await connection.request({ t: 'openMailbox', receiveId, proof });
    // Only now: what was sent before the answer belongs to the opening before.
    if (opened.ok) this.#stalled.delete(receiveId);
    else if (isPassing(opened.code)) this.#openLater(receiveId, opened.retryAfter);
    return opened;
  }

  async remove({ receiveId, ownerKey }: OwnMailbox): Promise<Outcome> {
    const { connection, sign } = this.#ports;
    const proof = await sign('delete', ownerKey, receiveId);
    return proof === undefined ? OFFLINE : connection.request({ t: 'deleteMailbox', receiveId, proof });
  }

  delivered(delivery: Delivery): void {
    const { receiveId } = delivery;
    if (this.#stalled.has(receiveId)) return;
    const before = this.#busy.get(receiveId) ?? Promise.resolve();
    const after = before.then(() => this.#take(delivery));
    this.#busy.set(receiveId, after);
    void after.then(() => {
      if (this.#busy.get(receiveId) === after) this.#busy.delete(receiveId);
    });
  }

  async #take(delivery: Delivery): Promise<void> {
    const { connection, handle, log, mailbox } = this.#ports;
    const { receiveId, seq } = delivery;
    const own = mailbox(receiveId);
    if (own === undefined || this.#stalled.has(receiveId)) return;
    try {
      if (seq > own.lastSeq) await handle(receiveId, delivery);
      connection.acknowledge(receiveId, seq);
    } catch (problem) {
      log.error('inbox.notStored', { problem: String(problem) });
      this.#stalled.add(receiveId);
      this.#openLater(receiveId);
    }
  }

  #openLater(receiveId: ReceiveId, pause = REOPEN_MS): void {
    this.#ports.clock.after(pause, () => void this.open(receiveId));
  }
}

const OFFLINE: RequestFailure = { ok: false, code: 'offline' };

/** Whether the same request may succeed a little later on the same socket. */
function isPassing(code: RequestFailure['code']): boolean {
  return code === 'rateLimited' || code === 'unavailable';
}

/** Opens a mailbox; one that the server has lost is made again, so that its sender can go on. */
export async function openOrRestore(
  inbox: Inbox,
  ports: RestoringPorts,
  receiveId: ReceiveId,
  invitation?: Bytes,
): Promise<Outcome> {
  const opened = await inbox.open(receiveId);
  const mailbox = ports.mailbox(receiveId);
  if (opened.ok || opened.code !== 'noMailbox' || mailbox === undefined) return opened;
  ports.log.warn('inbox.restored');
  await ports.restarted(receiveId);
  const made = await inbox.create(mailbox, invitation);
  return made.ok ? inbox.open(receiveId) : made;
}
