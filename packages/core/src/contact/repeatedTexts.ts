/**
 * Texts that a contact could not read, because the renewal of keys before them was lost (spec/contact.md, "A lost
 * renewal"): which ones their author repeats, and how a reader knows one that it has.
 */
import type { ItemId } from '@sotto/protocol/ids';
import type { TextItemView } from '../client/view.ts';
import type { Store } from '../port/store.ts';
import type { ContactRecord } from './contactRecord.ts';

/** As many texts are repeated, and known again, at most: the newest ones. */
export const MOST_REPEATED = 64;

/** The record after an own text was sealed in this epoch. */
export function noteSealedText(record: ContactRecord, id: ItemId, epoch: number): ContactRecord {
  const { sealedTexts } = record;
  const before = sealedTexts.epoch === epoch ? sealedTexts.ids : [];
  return { ...record, sealedTexts: { epoch, ids: newest(before, id) } };
}

/** The record after a text of the contact was read. */
export function noteReadText(record: ContactRecord, id: ItemId): ContactRecord {
  return { ...record, readTexts: newest(record.readTexts, id) };
}

/**
 * The own texts, oldest first, that a contact cannot have read which is not in this epoch yet. Without those that
 * were deleted since, and those of earlier epochs: a contact that was blocking them must not get them after all.
 */
export async function findUnreadTexts(
  { sealedTexts, unreceived }: ContactRecord,
  epoch: number,
  store: Store,
): Promise<readonly TextItemView[]> {
  if (sealedTexts.epoch !== epoch) return [];
  const keys = sealedTexts.ids.map(id => unreceived[id]).filter(key => key !== undefined);
  const items = await Promise.all(keys.map(key => store.get('items', key)));
  return items.filter(item => item !== undefined) as TextItemView[];
}

function newest(ids: readonly ItemId[], id: ItemId): readonly ItemId[] {
  return [...ids, id].slice(-MOST_REPEATED);
}
