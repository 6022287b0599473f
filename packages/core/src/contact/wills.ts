/** Wills: sealed messages that the server sends for this client should it vanish (spec/mailbox.md, "Wills"). */
import type { ContactId } from '@sotto/protocol/ids';
import type { SealedMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { Connection } from '../mailbox/connection.ts';
import type { Outbox } from '../mailbox/outbox.ts';
import type { ContactBook } from './contactBook.ts';
import type { ContactChannel } from './contactChannel.ts';

/** The wills of this client, one per contact at most. */
export interface Wills {
  /** Leaves a will; left again on later sockets if the server could not be reached. */
  set(contact: ContactId, message: SealedMessage): Promise<void>;
  clear(contact: ContactId): Promise<void>;
  /** A socket is up: does what could not be done without one. */
  resume(): void;
}

interface WillPorts {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly book: ContactBook;
  readonly channel: ContactChannel;
}

/** Makes an empty set of wills. */
export function createWills({ connection, outbox, book, channel }: WillPorts): Wills {
  /** What the server should hold; undefined: nothing. An entry goes once the server has confirmed it. */
  const wanted = new Map<ContactId, SealedMessage | undefined>();

  async function settle(contact: ContactId): Promise<void> {
    const message = wanted.get(contact);
    const done = await (message === undefined ? erase(contact) : leave(contact, message));
    if (done && wanted.get(contact) === message) wanted.delete(contact);
  }

  async function leave(contact: ContactId, message: SealedMessage): Promise<boolean> {
    const blob = await channel.sealAside(contact, message);
    const mailbox = book.get(contact)?.theirs;
    if (blob === undefined || mailbox === undefined) return true;
    const bound = await outbox.bind(contact);
    if (!bound.ok) return false;
    const { sendId } = mailbox;
    return (await connection.request({ t: 'setWill', sendId, blob, wake: 'none' })).ok;
  }

  async function erase(contact: ContactId): Promise<boolean> {
    const mailbox = book.get(contact)?.theirs;
    if (mailbox === undefined) return true;
    const bound = await outbox.bind(contact);
    if (!bound.ok) return bound.code !== 'offline';
    return (await connection.request({ t: 'clearWill', sendId: mailbox.sendId })).ok;
  }

  async function want(contact: ContactId, message: SealedMessage | undefined): Promise<void> {
    wanted.set(contact, message);
    await settle(contact);
  }

  return {
    set: want,
    clear: contact => want(contact, undefined),
    resume: () => {
      for (const contact of wanted.keys()) void settle(contact);
    },
  };
}
