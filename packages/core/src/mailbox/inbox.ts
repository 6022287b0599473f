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

/** When a mailbox whose delivery could not be stored is asked for it again. */
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
  /** The server has lost this mailbox; positions begin anew. */
  readonly restarted: (receiveId: ReceiveId) => Promise<void>;
}

/** The inbox of all own mailboxes. */
export interface Inbox {
  /** Makes a mailbox on the server; `invitation` is what its future sender reads. */
  create(mailbox: OwnMailbox, invitation?: Bytes): Promise<{ readonly ok: true } | RequestFailure>;
  /** Asks for the deliveries of a mailbox on the present socket. */
  open(receiveId: ReceiveId): Promise<{ readonly ok: true } | RequestFailure>;
  /** Deletes a mailbox on the server. */
  remove(mailbox: OwnMailbox): Promise<{ readonly ok: true } | RequestFailure>;
  /** Takes a delivery from the socket. */
  delivered(delivery: Delivery): void;
}

/** Makes the inbox. */
export function createInbox(ports: InboxPorts): Inbox {
  const { connection, sign } = ports;
  const busy = new Map<ReceiveId, Promise<void>>();
  // After a delivery that was not stored, later ones must wait: an acknowledgement covers all before it.
  const stalled = new Set<ReceiveId>();

  async function create(mailbox: OwnMailbox, invitation?: Bytes) {
    const { receiveId, sendId, ownerKey } = mailbox;
    const proof = await sign('create', ownerKey, receiveId, sendId);
    if (proof === undefined) return { ok: false, code: 'offline' } as const;
    return connection.request({
      t: 'createMailbox',
      receiveId,
      sendId,
      ownerKey: ownerKey.publicKey,
      proof,
      ...(invitation === undefined ? {} : { invitation }),
    });
  }

  async function open(receiveId: ReceiveId): Promise<{ readonly ok: true } | RequestFailure> {
    const mailbox = ports.mailbox(receiveId);
    if (mailbox === undefined) return { ok: false, code: 'noMailbox' };
    const proof = await sign('open', mailbox.ownerKey, receiveId);
    if (proof === undefined) return { ok: false, code: 'offline' };
    stalled.delete(receiveId);
    return connection.request({ t: 'openMailbox', receiveId, proof });
  }

  async function take(delivery: Delivery): Promise<void> {
    const { receiveId, seq } = delivery;
    const mailbox = ports.mailbox(receiveId);
    if (mailbox === undefined || stalled.has(receiveId)) return;
    try {
      if (seq > mailbox.lastSeq) await ports.handle(receiveId, delivery);
      connection.acknowledge(receiveId, seq);
    } catch (problem) {
      ports.log.error('inbox.notStored', { problem: String(problem) });
      stalled.add(receiveId);
      ports.clock.after(REOPEN_MS, () => void open(receiveId));
    }
  }

  return {
    create,
    open,
    remove: async mailbox => {
      const { receiveId, ownerKey } = mailbox;
      const proof = await sign('delete', ownerKey, receiveId);
      if (proof === undefined) return { ok: false, code: 'offline' };
      return connection.request({ t: 'deleteMailbox', receiveId, proof });
    },
    delivered: delivery => {
      const { receiveId } = delivery;
      const before = busy.get(receiveId) ?? Promise.resolve();
      const after = before.then(() => take(delivery));
      busy.set(receiveId, after);
      void after.then(() => {
        if (busy.get(receiveId) === after) busy.delete(receiveId);
      });
    },
  };
}

/** Opens a mailbox; one that the server has lost is made again, so that its sender can go on. */
export async function openOrRestore(
  inbox: Inbox,
  ports: Pick<InboxPorts, 'mailbox' | 'restarted' | 'log'>,
  receiveId: ReceiveId,
  invitation?: Bytes,
): Promise<{ readonly ok: true } | RequestFailure> {
  const opened = await inbox.open(receiveId);
  const mailbox = ports.mailbox(receiveId);
  if (opened.ok || opened.code !== 'noMailbox' || mailbox === undefined) return opened;
  ports.log.warn('inbox.restored');
  await ports.restarted(receiveId);
  const made = await inbox.create(mailbox, invitation);
  return made.ok ? inbox.open(receiveId) : made;
}
