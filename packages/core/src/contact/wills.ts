/**
 * Wills: sealed messages that the server sends for this client should it vanish (spec/mailbox.md, "Wills"). A will is
 * remembered until it is cleared: left again on every socket, and sealed again whenever the group's epoch has moved
 * (spec/contact.md, "Opening": one that is three epochs old could not be opened).
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId } from '@sotto/protocol/ids';
import type { SealedMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { Connection } from '../mailbox/connection.ts';
import type { Outbox } from '../mailbox/outbox.ts';
import type { ContactBook } from './contactBook.ts';
import type { ContactChannel } from './contactChannel.ts';

/** The wills of this client, one per contact at most. */
export interface Wills {
  /** Leaves a will. Resolves when the server has it, or cannot be reached; then it is left on the next socket. */
  set(contact: ContactId, message: SealedMessage): Promise<void>;
  /** Takes the will back, once everything that was sent before has reached the server. */
  clear(contact: ContactId): Promise<void>;
  /** A socket is up: does what could not be done without one. */
  resume(): void;
}

interface WillPorts {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly book: ContactBook;
  readonly channel: ContactChannel;
  /** The epoch of a group's state. */
  readonly epochOf: (group: Bytes) => number;
}

interface Will {
  /** What the server should hold; undefined: nothing. */
  message: SealedMessage | undefined;
  sealed: { readonly blob: Bytes; readonly epoch: number } | undefined;
  /** Something has changed since the server last confirmed. */
  isDue: boolean;
  /** The work on this will, one step at a time, so that an answer never belies a later wish. */
  working: Promise<void> | undefined;
}

/** Makes an empty set of wills. */
export function createWills(ports: WillPorts): Wills {
  const { book } = ports;
  const wills = new Map<ContactId, Will>();

  function want(contact: ContactId, message: SealedMessage | undefined): Promise<void> {
    const will = wills.get(contact) ?? { message, sealed: undefined, isDue: true, working: undefined };
    wills.set(contact, will);
    Object.assign(will, { message, sealed: undefined });
    return touch(contact, will);
  }

  function touch(contact: ContactId, will: Will): Promise<void> {
    will.isDue = true;
    will.working ??= work(contact, will).finally(() => {
      will.working = undefined;
    });
    return will.working;
  }

  async function work(contact: ContactId, will: Will): Promise<void> {
    while (will.isDue) {
      will.isDue = false;
      const isDone = await (will.message === undefined
        ? erase(ports, contact)
        : leave(ports, contact, will, will.message));
      if (!isDone) return;
    }
    if (will.message === undefined) wills.delete(contact);
  }

  book.onChange(contact => {
    const will = wills.get(contact);
    if (will?.sealed === undefined || book.get(contact) === undefined) return;
    if (ports.epochOf(book.group(contact)) !== will.sealed.epoch) void touch(contact, will);
  });

  return {
    set: want,
    clear: contact => want(contact, undefined),
    resume: () => {
      for (const [contact, will] of wills) void touch(contact, will);
    },
  };
}

async function leave(
  ports: WillPorts,
  contact: ContactId,
  will: Will,
  message: SealedMessage,
): Promise<boolean> {
  const mailbox = ports.book.get(contact)?.theirs;
  const bound = await ports.outbox.bind(contact);
  if (mailbox === undefined) return true;
  if (!bound.ok) return false;
  await seal(ports, contact, will, message);
  if (will.sealed === undefined) return true;
  const { blob } = will.sealed;
  return (await ports.connection.request({ t: 'setWill', sendId: mailbox.sendId, blob, wake: 'none' })).ok;
}

/** Sees to it that the will is sealed in the present epoch, which may move while it is being sealed. */
async function seal(
  { book, channel, epochOf }: WillPorts,
  contact: ContactId,
  will: Will,
  message: SealedMessage,
): Promise<void> {
  while (book.get(contact) !== undefined && will.sealed?.epoch !== epochOf(book.group(contact))) {
    will.sealed = undefined;
    const sealed = await channel.sealAside(contact, message);
    // Meanwhile something else may have become wanted, or the contact may be gone.
    if (sealed === undefined || will.message !== message) return;
    will.sealed = sealed;
  }
}

async function erase({ book, connection, outbox }: WillPorts, contact: ContactId): Promise<boolean> {
  const mailbox = book.get(contact)?.theirs;
  if (mailbox === undefined) return true;
  if (!(await outbox.drain(contact))) return false;
  const bound = await outbox.bind(contact);
  if (!bound.ok) return bound.code !== 'offline';
  return (await connection.request({ t: 'clearWill', sendId: mailbox.sendId })).ok;
}
