/**
 * Who receives which mailbox now, and how fast (spec/mailbox.md, "Delivery"). A blob that was just accepted goes
 * straight to a socket that is up to date; a socket that is behind reads from the database, and only while little
 * waits in its buffer. So a slow reader costs the server a bounded amount of memory, whatever waits for it.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ReceiveId } from '@sotto/protocol/ids';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import type { BlobRow } from '../db/blobTable.ts';
import type { Database } from '../db/database.ts';
import { removeUpTo } from './acceptBlob.ts';

/** One mailbox as delivered to one socket. */
export interface Lane {
  readonly mailbox: number;
  readonly receiveId: ReceiveId;
  /** Highest position handed to the socket. */
  sent: number;
  /** Highest position the socket has acknowledged. */
  acknowledged: number;
  /** Whether the deletion of what is acknowledged is queued; one serves every acknowledgement until then. */
  isDeleting: boolean;
}

/** A socket that opened mailboxes. */
export interface Receiver {
  /** Its mailboxes; kept by {@link Deliveries}. */
  readonly lanes: Map<ReceiveId, Lane>;
  /** Those for which the database may hold more than was sent, the longest waiting first; kept by {@link Deliveries}. */
  readonly behind: Set<Lane>;
  /** Whether little enough waits in its buffer for another delivery. */
  hasRoom(): boolean;
  /** Sends one. */
  deliver(delivery: Delivery): void;
}

/** The routes from mailboxes to sockets. */
export interface Deliveries {
  /** Delivers this mailbox to this socket alone from now on, beginning with what waits. */
  open(receiver: Receiver, mailbox: number, receiveId: ReceiveId): void;
  /** A blob is on disk. */
  accepted(mailbox: number, blob: BlobRow): void;
  /** The owner stored everything up to `seq`. Believed only for what this socket was sent. Returns whether it was news. */
  acknowledge(receiver: Receiver, receiveId: ReceiveId, seq: number): boolean;
  /** The socket's buffer has emptied. */
  drained(receiver: Receiver): void;
  /** The socket is gone. */
  leave(receiver: Receiver): void;
  /** The mailbox is gone. */
  forget(mailbox: number): void;
  /** The mailboxes that some socket receives now. */
  received(): Iterable<number>;
}

/** Blobs read from the database at once. */
const READ_AHEAD = 8;

interface Route {
  readonly receiver: Receiver;
  readonly lane: Lane;
}
type Routes = Map<number, Route>;

/** Routes with nobody on them. */
export function createDeliveries(database: Database): Deliveries {
  const routes: Routes = new Map();
  return {
    open: (receiver, mailbox, receiveId) => {
      dropRoute(routes, mailbox);
      const lane: Lane = { mailbox, receiveId, sent: 0, acknowledged: 0, isDeleting: false };
      routes.set(mailbox, { receiver, lane });
      receiver.lanes.set(receiveId, lane);
      receiver.behind.add(lane);
      catchUp(database, receiver);
    },
    accepted: (mailbox, blob) => {
      const route = routes.get(mailbox);
      if (route !== undefined) deliverOrWait(route, blob);
    },
    acknowledge: (receiver, receiveId, seq) => acknowledge(database, receiver.lanes.get(receiveId), seq),
    drained: receiver => catchUp(database, receiver),
    leave: receiver => {
      for (const lane of [...receiver.lanes.values()]) dropRoute(routes, lane.mailbox);
    },
    forget: mailbox => dropRoute(routes, mailbox),
    received: () => routes.keys(),
  };
}

function dropRoute(routes: Routes, mailbox: number): void {
  const route = routes.get(mailbox);
  if (route === undefined) return;
  routes.delete(mailbox);
  route.receiver.lanes.delete(route.lane.receiveId);
  route.receiver.behind.delete(route.lane);
}

function deliverOrWait({ receiver, lane }: Route, blob: BlobRow): void {
  if (receiver.behind.has(lane)) return;
  if (receiver.hasRoom()) deliver(receiver, lane, blob);
  else receiver.behind.add(lane);
}

/** Serves the lanes that are behind in turn, a few blobs each, so that a full mailbox does not hold up the others. */
function catchUp(database: Database, receiver: Receiver): void {
  while (receiver.hasRoom()) {
    const [lane] = receiver.behind;
    if (lane === undefined) return;
    receiver.behind.delete(lane);
    const { mailbox, sent } = lane;
    const blobs = database.blobs.from.all({ mailbox, seq: sent + 1, most: READ_AHEAD });
    for (const blob of blobs) deliver(receiver, lane, blob);
    if (blobs.length === READ_AHEAD) receiver.behind.add(lane);
  }
}

function deliver(receiver: Receiver, lane: Lane, { seq, time, bytes }: BlobRow): void {
  lane.sent = seq;
  receiver.deliver({ t: 'delivery', receiveId: lane.receiveId, seq, time, blob: bytes as Bytes });
}

function acknowledge(database: Database, lane: Lane | undefined, claimed: number): boolean {
  if (lane === undefined) return false;
  const seq = Math.min(claimed, lane.sent);
  if (seq <= lane.acknowledged) return false;
  lane.acknowledged = seq;
  if (lane.isDeleting) return true;
  lane.isDeleting = true;
  database.commits.addFreeing(() => {
    lane.isDeleting = false;
    removeUpTo(database, lane.mailbox, lane.acknowledged);
  });
  return true;
}
