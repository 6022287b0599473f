/** Builds the index of calls where there is none yet: after an import, or on a store from before there was one. */
import type { ItemView } from '../client/view.ts';
import type { LinkCallItemView } from '../link/linkView.ts';
import type { Store } from '../port/store.ts';
import { indexWrites, linkIndexWrites } from './historyIndex.ts';

const MARKER = { table: 'history', key: 'version' } as const;
/** Grows when entries are made differently. */
const VERSION = 1;

/** Makes the index anew from all items, unless it is there in this form. One step. */
export async function repairHistory(store: Store): Promise<void> {
  if ((await store.get(MARKER.table, MARKER.key)) === VERSION) return;
  const old = await store.list('history');
  const items = await store.list('items');
  const linkCalls = await store.list('linkCalls');
  await store.write([
    ...old.map(({ key }) => ({ table: 'history', key, value: undefined }) as const),
    ...items.flatMap(({ key, value }) => indexWrites(key, value as ItemView)),
    ...linkCalls.flatMap(({ value }) => linkIndexWrites(value as LinkCallItemView)),
    { ...MARKER, value: VERSION },
  ]);
}
