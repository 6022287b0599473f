/**
 * Own mailboxes that nobody needs any more but that the server may still hold (spec/mailbox.md): kept until it has
 * confirmed that they are gone, so that being offline or a crash leaves none behind.
 */
import type { OwnMailbox } from '../contact/contactRecord.ts';
import type { Store, Write } from '../port/store.ts';
import type { Inbox } from './inbox.ts';

const PREFIX = 'mailboxToDelete/';

/** The entry that makes a mailbox a leftover; to be written in the step that abandons it. */
export function leftoverWrite(mailbox: OwnMailbox): Write {
  return { table: 'settings', key: `${PREFIX}${mailbox.receiveId}`, value: mailbox };
}

/** Whether an entry of this key in `settings` is a leftover. */
export function isLeftoverKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Deletes all leftovers on the server, as far as it can be reached. */
export async function deleteLeftovers(store: Store, inbox: Inbox): Promise<void> {
  for (const { key, value } of await store.list('settings', PREFIX)) {
    const removed = await inbox.remove(value as OwnMailbox);
    if (removed.ok) await store.write([{ table: 'settings', key, value: undefined }]);
  }
}
