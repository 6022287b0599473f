/** Looks at the picture of one person all the while, on whichever screen of a call it is: for what must have no gap. */
import type { Page } from 'puppeteer-core';

/** How often the page looks, milliseconds; less often on a machine that is too busy for it, as pictures come less often then. */
const LOOK_MS = 40;
/**
 * So many looks in a row may find no new picture: 2 s where the machine keeps up. Two cores serve three pages that encode and
 * decode: what a person would take for a stop is longer.
 */
export const MOST_IDLE_LOOKS = 50;

/** What was seen of somebody. */
export interface PictureSeen {
  /** Longest time without a new picture, until now; milliseconds. */
  readonly gap: number;
  /** Most looks in a row that found none. */
  readonly idleLooks: number;
  /** How many tiles had the name, fewest and most. */
  readonly fewest: number;
  readonly most: number;
  /** How many elements showed the person, one after the other. */
  readonly elements: number;
}

interface WatchScope {
  watched?: {
    gap: number;
    idleLooks: number;
    looks: number;
    fewest: number;
    most: number;
    elements: number;
    video: Element | undefined;
    frames: number;
    at: number;
  };
}

/** Looks from now on: at the large picture of a call with a contact, and else at the tile with this name. */
export async function watchPicture(page: Page, name: string): Promise<void> {
  await page.evaluate(watchInPage, name, LOOK_MS);
}

/** Runs in the page and refers to nothing outside itself. */
function watchInPage(person: string, every: number): void {
  const counts = { gap: 0, idleLooks: 0, looks: 0, fewest: 9, most: 0, elements: 0 };
  const seen: NonNullable<WatchScope['watched']> = {
    ...counts,
    ...{ video: undefined, frames: 0, at: performance.now() },
  };
  (globalThis as WatchScope).watched = seen;
  setInterval(() => {
    const tiles = [...document.querySelectorAll('.tile')].filter(
      tile => tile.querySelector('.tile-name-text')?.textContent === person,
    );
    seen.fewest = Math.min(seen.fewest, tiles.length);
    seen.most = Math.max(seen.most, tiles.length);
    const large = document.querySelector<HTMLVideoElement>('video.call-picture');
    const video = large ?? tiles[0]?.querySelector('video');
    const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    const isOther = video != null && seen.video !== video;
    seen.looks += 1;
    if (frames === 0 || !(isOther || frames > seen.frames)) return;
    if (isOther) seen.elements += 1;
    seen.gap = Math.max(seen.gap, performance.now() - seen.at);
    seen.idleLooks = Math.max(seen.idleLooks, seen.looks);
    Object.assign(seen, { video, frames, looks: 0, at: performance.now() });
  }, every);
}

/** What was seen since `watchPicture`. */
export function readPictureSeen(page: Page): Promise<PictureSeen> {
  return page.evaluate(() => {
    const { watched } = globalThis as WatchScope;
    if (watched === undefined) throw new Error('nothing is watched');
    const { at, elements, fewest, gap, idleLooks, looks, most } = watched;
    const longest = Math.max(gap, performance.now() - at);
    return { gap: longest, idleLooks: Math.max(idleLooks, looks), fewest, most, elements };
  });
}
