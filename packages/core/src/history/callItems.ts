/** Writes call items into conversations, with what they mean for the contact: unread counts and acceptable calls. */
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import type { ItemView } from '../client/view.ts';
import type { ContactBook } from '../contact/contactBook.ts';
import { type ContactRecord, contactPrefix, itemKey } from '../contact/contactRecord.ts';
import type { Store } from '../port/store.ts';
import type { CallItem } from './callItem.ts';

/** The call items of all conversations. */
export interface CallItems {
  /** Inserts or replaces an item. Changes of one contact are written in the order of the calls. */
  record(item: CallItem): Promise<void>;
  /** Removes an item. */
  forget(contact: ContactId, item: ItemId): Promise<void>;
}

/** Makes the writer; `isOpen` tells which conversation is on screen. */
export function createCallItems(
  store: Store,
  book: ContactBook,
  isOpen: (contact: ContactId) => boolean,
): CallItems {
  async function recordNow(item: CallItem): Promise<void> {
    const record = book.get(item.contactId);
    if (record === undefined) return;
    const before = (await store.get('items', itemKey(record.id, item))) as CallItem | undefined;
    const becameMissed = item.status === 'missed' && before?.status !== 'missed' && !item.mine;
    const unread = becameMissed && !isOpen(record.id) ? record.unread + 1 : record.unread;
    const changed = { ...record, unread, acceptableCalls: acceptableAfter(record, item) };
    await book.commit(record.id, { record: changed, items: [item] });
  }

  async function forgetNow(contact: ContactId, id: ItemId): Promise<void> {
    const record = book.get(contact);
    const entries = await store.list('items', contactPrefix(contact));
    const found = entries.find(({ value }) => (value as ItemView).id === id);
    if (record === undefined || found === undefined) return;
    const left = entries.filter(entry => entry !== found).at(-1)?.value as ItemView | undefined;
    const acceptableCalls = record.acceptableCalls.filter(call => call !== (found.value as CallItem).callId);
    await book.commit(contact, {
      record: { ...record, acceptableCalls, lastItem: left },
      more: [{ table: 'items', key: found.key, value: undefined }],
    });
  }

  return {
    record: item => book.serially(item.contactId, () => recordNow(item)),
    forget: (contact, id) => book.serially(contact, () => forgetNow(contact, id)),
  };
}

function acceptableAfter(record: ContactRecord, item: CallItem): ContactRecord['acceptableCalls'] {
  const others = record.acceptableCalls.filter(call => call !== item.callId);
  return item.acceptable ? [...others, item.callId] : others;
}
