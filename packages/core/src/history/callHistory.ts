/** The calls of all contacts on screen, and how many missed ones nobody has seen. Reads the index, never a conversation. */
import type { ContactId } from '@sotto/protocol/ids';
import type { HistoryFilter, HistoryView } from '../client/view.ts';
import type { LinkCallItemView } from '../link/linkView.ts';
import type { Store } from '../port/store.ts';
import type { CallItem } from './callItem.ts';
import { filterPrefix, isUnseenOf, seenWrite, unseenPrefix } from './historyIndex.ts';

const PAGE = 50;

/** The list of calls. */
export interface CallHistory {
  /** Undefined while it is not on screen. */
  view(): HistoryView | undefined;
  /** Missed calls that nobody has seen. */
  unseen(): number;
  isOpen(): boolean;
  /** Shows the calls that a filter lets through, or none. What was missed counts as seen. */
  show(filter: HistoryFilter | undefined): Promise<void>;
  showOlder(): Promise<void>;
  /** Reads again what is shown and counted. */
  refresh(): Promise<void>;
  /** The missed calls of this contact, or of all, were seen. */
  markSeen(contact?: ContactId): Promise<void>;
}

/** Counts what is unseen; `changed` is called after every change of the view. */
export async function loadCallHistory(store: Store, changed: () => void): Promise<CallHistory> {
  let filter: HistoryFilter | undefined;
  let limit = PAGE;
  let view: HistoryView | undefined;
  let unseen = (await store.list('history', unseenPrefix())).length;
  let reading = 0;

  async function refresh(): Promise<void> {
    reading += 1;
    const own = reading;
    const next = filter === undefined ? undefined : await read(filter);
    const waiting = await store.list('history', unseenPrefix());
    // Only the newest reading counts: an older one may have seen less.
    if (own !== reading) return;
    view = next;
    unseen = waiting.length;
    changed();
  }

  async function read(wanted: HistoryFilter): Promise<HistoryView> {
    const entries = await store.list('history', filterPrefix(wanted), limit + 1);
    const calls = entries.map(({ value }) => value as CallItem | LinkCallItemView).reverse();
    return { filter: wanted, calls: calls.slice(0, limit), hasOlder: calls.length > limit };
  }

  async function markSeen(contact?: ContactId): Promise<void> {
    const entries = await store.list('history', unseenPrefix());
    const seen = entries.filter(({ key }) => contact === undefined || isUnseenOf(key, contact));
    if (seen.length === 0) return;
    await store.write(seen.map(({ key }) => seenWrite(key)));
    await refresh();
  }

  return {
    view: () => view,
    unseen: () => unseen,
    isOpen: () => filter !== undefined,
    show: async wanted => {
      if (wanted !== filter) limit = PAGE;
      filter = wanted;
      if (wanted !== undefined) await markSeen();
      await refresh();
    },
    showOlder: () => {
      limit += PAGE;
      return refresh();
    },
    refresh,
    markSeen,
  };
}
