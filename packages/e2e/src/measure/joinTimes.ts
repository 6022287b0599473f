/**
 * How long a join takes, measured alike in a link call and among bare connections: from a real click to the first
 * frames on both sides.
 */
import type { Page } from 'puppeteer-core';
import type { RunningBrowser } from '../support/chromium.ts';
import { awaitFrames, type FirstFrames, installProbe } from './firstFrames.ts';

/** Milliseconds from the click. */
export interface JoinTimes {
  /** First of anybody, at the one who joins. */
  readonly picture: number;
  readonly sound: number;
  /** Until sound and picture of everybody have come. */
  readonly all: number;
  /** Of the one who joins, at those inside; the mean. */
  readonly theirPicture: number;
  readonly theirSound: number;
}

/** Encoders and estimates need so long to find their level; milliseconds. */
const SETTLE_MS = 1500;

/** Waits until those who have begun to send do so evenly. */
export async function letSettle(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
}

/** A page with a window, a profile and a probe of its own. */
export async function openPage({ browser }: RunningBrowser): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(installProbe);
  return page;
}

/**
 * Waits `rest` milliseconds, clicks the `button` of the one who joins, and waits for the first frames: of everybody
 * inside at the one who joins, and of that one at everybody inside.
 */
export async function clickAndWatch(
  guest: Page,
  hosts: readonly Page[],
  rest: number,
  button: string,
): Promise<JoinTimes> {
  await new Promise(resolve => setTimeout(resolve, rest));
  await Promise.all(hosts.map(page => page.evaluate(() => window.sottoProbe.watch())));
  await guest.evaluate(count => window.sottoProbe.watch(count), hosts.length);
  // Asked before, because whoever asks afterwards holds up what is measured.
  const coming = Promise.all([guest, ...hosts].map(awaitFrames)) as Promise<[FirstFrames, ...FirstFrames[]]>;
  await guest.click(button);
  const [mine, ...theirs] = await coming;
  const since = (at: number | undefined) => (at ?? Number.NaN) - (mine.clicked ?? Number.NaN);
  const mean = (figure: 'picture' | 'sound') =>
    theirs.reduce((sum, frames) => sum + since(frames[figure]), 0) / theirs.length;
  return {
    ...{ picture: since(mine.picture), sound: since(mine.sound), all: since(mine.all) },
    ...{ theirPicture: mean('picture'), theirSound: mean('sound') },
  };
}
