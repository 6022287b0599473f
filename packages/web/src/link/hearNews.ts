/** When something at the own links is worth a sound: the first one has come, or one more waits. Pure. */
import type { LinkNewsView } from '@sotto/core/link/linkView';
import type { LinkId } from '@sotto/protocol/ids';

/** Not more often for one link, however many come and go: milliseconds. */
export const PAUSE_MS = 20_000;

/** What was heard of each link last. */
export type Heard = ReadonlyMap<
  LinkId,
  { readonly isBusy: boolean; readonly waiting: number; readonly at: number }
>;

/** Whether there is something new at one of the links, and what has been heard then. `now` in milliseconds. */
export function hearNews(
  heard: Heard,
  news: readonly LinkNewsView[],
  now: number,
): { readonly isNew: boolean; readonly next: Heard } {
  // Of a link that is quiet nothing comes; when it last made a sound still counts.
  const next = new Map([...heard].map(([linkId, { at }]) => [linkId, { isBusy: false, waiting: 0, at }]));
  let isNew = false;
  for (const { linkId, people, waiting } of news) {
    const { isBusy = false, waiting: before = 0, at = now - PAUSE_MS } = heard.get(linkId) ?? {};
    const isWorthIt = (waiting > before || (!isBusy && people > 0)) && now - at >= PAUSE_MS;
    next.set(linkId, { isBusy: true, waiting, at: isWorthIt ? now : at });
    isNew ||= isWorthIt;
  }
  return { isNew, next };
}
