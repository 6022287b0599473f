/**
 * Where calls of all contacts stand in the table `history` (spec/call.md, "History"): once for each filter that shows
 * them, in order of time, so that no list ever reads a conversation. Written in the step that writes the item.
 */
import type { ContactId } from '@sotto/protocol/ids';
import type { HistoryFilter, ItemView } from '../client/view.ts';
import type { LinkCallItemView } from '../link/linkView.ts';
import type { Write } from '../port/store.ts';

/** The filters, and with them the parts of the table. */
export const HISTORY_FILTERS: readonly HistoryFilter[] = ['all', 'missed', 'outgoing', 'incoming'];

/** Calls missed since their list was last seen: their keys only. */
const UNSEEN = 'unseen/';

/** The prefix under which a filter's calls are listed. */
export function filterPrefix(filter: HistoryFilter): string {
  return `${filter}/`;
}

/** The prefix of the missed calls that nobody has seen, of all contacts. */
export function unseenPrefix(): string {
  return UNSEEN;
}

/** Whether an entry among the unseen calls is of this contact. */
export function isUnseenOf(key: string, contact: ContactId): boolean {
  return key.endsWith(`/${contact}`);
}

/** What putting an item, or removing it (undefined), means for the index. Texts are in no list. */
export function indexWrites(itemKey: string, item: ItemView | undefined): readonly Write[] {
  if (item?.kind === 'text') return [];
  const place = itemKeyToPlace(itemKey);
  const writes = HISTORY_FILTERS.map(
    (filter): Write => ({
      table: 'history',
      key: filterPrefix(filter) + place,
      value: item !== undefined && isInFilter(item, filter) ? item : undefined,
    }),
  );
  return item === undefined ? [...writes, seenWrite(UNSEEN + place)] : writes;
}

/** The same for a call behind a link: joining is this person's own act, so it is outgoing and never missed. */
export function linkIndexWrites(call: LinkCallItemView, isRemoved = false): readonly Write[] {
  const place = `${String(call.at).padStart(15, '0')}-l${call.id}/${call.linkId}`;
  return (['all', 'outgoing'] as const).map(filter => ({
    table: 'history',
    key: filterPrefix(filter) + place,
    value: isRemoved ? undefined : toShown(call),
  }));
}

/** Without what is stored beside it. */
function toShown(call: LinkCallItemView): LinkCallItemView {
  const { kind, id, linkId, name, media, at, duration, people } = call;
  return { kind, id, linkId, name, media, at, duration, people };
}

/** Notes that a call was missed and nobody knows yet. */
export function unseenWrite(itemKey: string): Write {
  return { table: 'history', key: UNSEEN + itemKeyToPlace(itemKey), value: true };
}

/** Takes an entry out of the unseen calls. */
export function seenWrite(key: string): Write {
  return { table: 'history', key, value: undefined };
}

/** Time first, the contact last: the opposite of an item's key. */
function itemKeyToPlace(key: string): string {
  const slash = key.indexOf('/');
  return `${key.slice(slash + 1)}/${key.slice(0, slash)}`;
}

function isInFilter(item: Extract<ItemView, { kind: 'call' }>, filter: HistoryFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'missed':
      return item.status === 'missed' && !item.mine;
    case 'outgoing':
      return item.mine;
    case 'incoming':
      return !item.mine;
  }
}
