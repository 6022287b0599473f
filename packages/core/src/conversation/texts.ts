/** Sending texts, their ticks, and the receipts this device owes (spec/contact.md, "Receipts"). */
import { bytesToId, type ContactId, ID_BYTES, type ItemId } from '@sotto/protocol/ids';
import { MAX_RECEIPTS, MAX_TEXT_LENGTH } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { TextItemView } from '../client/view.ts';
import type { ContactBook, ContactChange } from '../contact/contactBook.ts';
import type { ContactChannel } from '../contact/contactChannel.ts';
import { type ContactRecord, itemKey, nextTextTime } from '../contact/contactRecord.ts';
import type { OutboxEntry } from '../mailbox/outbox.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { Store } from '../port/store.ts';

/** What texts need. */
export interface TextPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly book: ContactBook;
  readonly channel: ContactChannel;
}

/** Stores, seals and sends a text. Resolves when it is stored. */
export async function sendText(
  ports: TextPorts,
  contact: ContactId,
  text: string,
): Promise<Result<void, 'tooLong' | 'noSuchContact'>> {
  const trimmed = text.trim();
  if (trimmed.length > MAX_TEXT_LENGTH) return failure('tooLong');
  if (trimmed === '') return success(undefined);
  const id = bytesToId<ItemId>(ports.random.bytes(ID_BYTES));
  const sentAt = ports.clock.now();
  const sent = await ports.channel.send(
    contact,
    { k: 'text', id, text: trimmed, sentAt },
    { wake: 'message', textId: id, change: record => addOwnText(record, id, trimmed, sentAt) },
  );
  return sent === undefined ? failure('noSuchContact') : success(undefined);
}

function addOwnText(record: ContactRecord, id: ItemId, text: string, sentAt: number): ContactChange {
  const at = nextTextTime(record, 'mine', sentAt);
  const item: TextItemView = { kind: 'text', id, mine: true, text, at, delivery: 'sending' };
  const unreceived = { ...record.unreceived, [id]: itemKey(record.id, item) };
  const newestTexts = { ...record.newestTexts, mine: at };
  return { record: { ...record, unreceived, newestTexts }, items: [item] };
}

/** Stores that the server has an entry: the entry goes, and the tick of its text moves on. */
export function storeAcceptance(ports: TextPorts, contact: ContactId, entry: OutboxEntry): Promise<void> {
  return ports.book.serially(contact, async () => {
    const key = entry.textId && ports.book.get(contact)?.unreceived[entry.textId];
    const item = key === undefined ? undefined : ((await ports.store.get('items', key)) as TextItemView);
    const done = { table: 'outbox', key: entry.key, value: undefined } as const;
    const items = item?.delivery === 'sending' ? [{ ...item, delivery: 'accepted' as const }] : [];
    await ports.book.commit(contact, { items, more: [done] });
  });
}

/** Tells a contact which of its texts are stored here. */
export async function sendOwedReceipts(ports: TextPorts, contact: ContactId): Promise<void> {
  const ids = ports.book.get(contact)?.owedReceipts.slice(0, MAX_RECEIPTS) ?? [];
  if (ids.length === 0) return;
  const sent = await ports.channel.send(
    contact,
    { k: 'received', ids: [...ids] },
    {
      change: record => ({
        record: { ...record, owedReceipts: record.owedReceipts.filter(id => !ids.includes(id)) },
      }),
    },
  );
  if (sent !== undefined) await sendOwedReceipts(ports, contact);
}
