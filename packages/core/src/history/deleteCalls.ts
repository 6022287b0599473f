/** Takes calls out of the history and out of their conversations: there is one item for both. */
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import type { ItemView } from '../client/view.ts';
import type { ContactBook } from '../contact/contactBook.ts';
import { contactPrefix } from '../contact/contactRecord.ts';
import type { LinkCallItemView } from '../link/linkView.ts';
import type { Store } from '../port/store.ts';
import { type CallItem, isFinal } from './callItem.ts';
import { filterPrefix } from './historyIndex.ts';

/** Deletes the calls of all contacts. Those that go on or can still be accepted stay. */
export async function clearHistory(store: Store, book: ContactBook): Promise<void> {
  const entries = await store.list('history', filterPrefix('all'));
  const calls = entries.map(({ value }) => value as CallItem | LinkCallItemView);
  const contacts = new Set(calls.flatMap(call => (call.kind === 'call' ? [call.contactId] : [])));
  for (const contact of contacts) await deleteCalls(store, book, contact, () => true);
}

/** Deletes one call. A call that goes on or can still be accepted stays. */
export function deleteCall(store: Store, book: ContactBook, contact: ContactId, id: ItemId): Promise<void> {
  return deleteCalls(store, book, contact, item => item.id === id);
}

function deleteCalls(
  store: Store,
  book: ContactBook,
  contact: ContactId,
  isMeant: (item: ItemView) => boolean,
): Promise<void> {
  return book.serially(contact, async () => {
    const record = book.get(contact);
    if (record === undefined) return;
    const entries = await store.list('items', contactPrefix(contact));
    const gone = entries.filter(({ value }) => {
      const item = value as ItemView;
      return item.kind === 'call' && isFinal(item) && isMeant(item);
    });
    if (gone.length === 0) return;
    const kept = entries.filter(entry => !gone.includes(entry));
    await book.commit(contact, {
      record: { ...record, lastItem: kept.at(-1)?.value as ItemView | undefined },
      more: gone.map(({ key }) => ({ table: 'items', key, value: undefined })),
    });
  });
}
