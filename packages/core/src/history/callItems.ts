/**
 * Stores calls: what a reload needs of them and their items in conversations, with what those mean for the contact
 * (unread counts, acceptable calls), in one step.
 */
import type { ItemId } from '@sotto/protocol/ids';
import type { CallChange } from '../call/callNeeds.ts';
import type { ItemView } from '../client/view.ts';
import type { ContactBook, ContactChange } from '../contact/contactBook.ts';
import { type ContactRecord, contactPrefix, itemKey } from '../contact/contactRecord.ts';
import type { Store, Write } from '../port/store.ts';
import type { CallItem } from './callItem.ts';
import { unseenWrite } from './historyIndex.ts';

/** The calls in the store. */
export interface CallItems {
  /** Writes a change. Changes of one contact are written in the order of the calls. */
  save(change: CallChange): Promise<void>;
}

/** Makes the writer; `isOpen` tells which conversation is on screen, `isHistoryOpen` whether the list of calls is. */
export function createCallItems(
  store: Store,
  book: ContactBook,
  isOpen: (contact: ContactRecord['id']) => boolean,
  isHistoryOpen: () => boolean,
): CallItems {
  async function saveNow({ callId, contactId, stored, item, forgottenItem }: CallChange): Promise<void> {
    const record = book.get(contactId);
    // A contact that is gone takes its calls along.
    const value = record === undefined ? undefined : stored;
    const change = record === undefined ? {} : await changeItems(record, item, forgottenItem);
    const kept: Write = { table: 'calls', key: callId, value };
    await book.commit(contactId, { ...change, more: [...(change.more ?? []), kept] });
  }

  async function changeItems(
    record: ContactRecord,
    item: CallItem | undefined,
    forgotten: ItemId | undefined,
  ): Promise<ContactChange> {
    if (forgotten !== undefined) return removeItem(store, record, forgotten);
    return item === undefined
      ? {}
      : putItem(store, record, item, { isOpen: isOpen(record.id), isHistoryOpen: isHistoryOpen() });
  }

  return { save: change => book.serially(change.contactId, () => saveNow(change)) };
}

async function putItem(
  store: Store,
  record: ContactRecord,
  item: CallItem,
  { isOpen, isHistoryOpen }: { readonly isOpen: boolean; readonly isHistoryOpen: boolean },
): Promise<ContactChange> {
  const before = (await store.get('items', itemKey(record.id, item))) as CallItem | undefined;
  const becameMissed = item.status === 'missed' && before?.status !== 'missed' && !item.mine;
  const unread = becameMissed && !isOpen ? record.unread + 1 : record.unread;
  const others = record.acceptableCalls.filter(call => call !== item.callId);
  const acceptableCalls = item.acceptable ? [...others, item.callId] : others;
  const isUnseen = becameMissed && !isOpen && !isHistoryOpen;
  const more = isUnseen ? [unseenWrite(itemKey(record.id, item))] : [];
  return { record: { ...record, unread, acceptableCalls }, items: [item], more };
}

async function removeItem(store: Store, record: ContactRecord, id: ItemId): Promise<ContactChange> {
  const entries = await store.list('items', contactPrefix(record.id));
  const found = entries.find(({ value }) => (value as ItemView).id === id);
  if (found === undefined) return {};
  const lastItem = entries.filter(entry => entry !== found).at(-1)?.value as ItemView | undefined;
  const acceptableCalls = record.acceptableCalls.filter(call => call !== (found.value as CallItem).callId);
  return {
    record: { ...record, acceptableCalls, lastItem },
    more: [{ table: 'items', key: found.key, value: undefined }],
  };
}
