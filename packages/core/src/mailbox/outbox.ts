/**
 * Sealed blobs on their way out (spec/mailbox.md). Every entry is stored before it is pushed here and deleted when
 * the server has accepted it, so a killed tab repeats at most what the receiver recognises as a repetition.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import type { Wake } from '@sotto/protocol/wire/blob';
import type { TheirMailbox } from '../contact/contactRecord.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Connection } from './connection.ts';
import { type Binding, OutboxLane } from './outboxLane.ts';
import type { SignProof } from './proofs.ts';

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
  /** Queues a stored entry; resolves when its acceptance by the server is stored, maybe after reconnections. */
  push(contact: ContactId, entry: OutboxEntry): Promise<void>;
  /** A socket is up: binds and sends whatever waits. */
  resume(): void;
  /** Proves on the present socket that this client sends to the contact's mailbox. */
  bind(contact: ContactId): Promise<Binding>;
  /** Sends what waits for a contact that has become ready. */
  flush(contact: ContactId): void;
  /** Whether all that waits for a contact now was accepted before long (2 s); at once false while offline. */
  drain(contact: ContactId): Promise<boolean>;
  /** Forgets a contact's entries. */
  drop(contact: ContactId): void;
}

/** Makes an empty outbox. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const lanes = new Map<ContactId, OutboxLane>();

  function laneOf(contact: ContactId): OutboxLane {
    const lane = lanes.get(contact) ?? new OutboxLane(ports, contact);
    lanes.set(contact, lane);
    return lane;
  }

  return {
    push: (contact, entry) => laneOf(contact).push(entry),
    resume: () => {
      for (const lane of lanes.values()) lane.resume();
    },
    bind: contact => laneOf(contact).bind(),
    flush: contact => void laneOf(contact).pump(),
    drain: contact => laneOf(contact).drain(),
    drop: contact => {
      lanes.get(contact)?.leave();
      lanes.delete(contact);
    },
  };
}
