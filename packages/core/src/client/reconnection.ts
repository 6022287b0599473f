/** What happens when the socket comes up: mailboxes are opened, and everything that waited goes on. */
import type { Welcome } from '@sotto/protocol/wire/welcome';
import type { OwnMailbox } from '../contact/contactRecord.ts';
import { sendOwedReceipts } from '../conversation/texts.ts';
import { openOrRestore } from '../mailbox/inbox.ts';
import type { Deliveries } from './deliveries.ts';
import type { BaseParts } from './parts.ts';
import { tellNameToAll } from './tellName.ts';

/** Follows the connection. */
export interface Reconnection {
  connected(welcome: Welcome): void;
  disconnected(): void;
}

/** Mailboxes that could not be deleted while offline; key in the table `settings`. */
export const LEFTOVERS_KEY = 'mailboxesToDelete';

/** Makes the follower. */
export function createReconnection(parts: BaseParts & { readonly deliveries: Deliveries }): Reconnection {
  const { book, deliveries, inbox, invitations, log, outbox, source, store, texts, wills } = parts;

  async function catchUp(): Promise<void> {
    outbox.resume();
    wills.resume();
    await openAll();
    await deleteLeftovers();
    await tellNameToAll(parts);
    for (const { id } of book.all()) await sendOwedReceipts(texts, id);
  }

  async function openAll(): Promise<void> {
    const restorer = { mailbox: deliveries.mailbox, restarted: deliveries.restarted, log };
    const contacts = book.all();
    await Promise.all([
      ...invitations.all().map(({ mine }) => inbox.open(mine.receiveId)),
      ...contacts.map(({ id, mailboxMade, mine }) =>
        mailboxMade ? openOrRestore(inbox, restorer, mine.receiveId) : invitations.finishAcceptance(id),
      ),
    ]);
  }

  async function deleteLeftovers(): Promise<void> {
    const left = ((await store.get('settings', LEFTOVERS_KEY)) ?? []) as readonly OwnMailbox[];
    if (left.length === 0) return;
    const answers = await Promise.all(left.map(mailbox => inbox.remove(mailbox)));
    const remaining = left.filter((_, index) => answers[index]?.ok !== true);
    await store.write([{ table: 'settings', key: LEFTOVERS_KEY, value: remaining }]);
  }

  return {
    connected: welcome => {
      source.connected(welcome);
      catchUp().catch((problem: unknown) => log.error('reconnect.failed', { problem: String(problem) }));
    },
    disconnected: source.disconnected,
  };
}
