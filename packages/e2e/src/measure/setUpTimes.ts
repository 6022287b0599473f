/** How long the first frames of a call take from the acceptance, measured alike for the product and for its floor. */
import type { Page } from 'puppeteer-core';
import { awaitFrames } from './firstFrames.ts';

/** Milliseconds from the acceptance, on each side. */
export interface SetUpTimes {
  readonly callerPicture: number;
  readonly callerSound: number;
  readonly calleePicture: number;
  readonly calleeSound: number;
}

/**
 * Watches the newest connection of both pages, which have the probe of `firstFrames.ts`. The next click at the callee is the
 * acceptance. Resolves when that may come, with what waits for the frames: it has been asked for by then, since asking holds a page up.
 */
export async function watchSetUp(caller: Page, callee: Page): Promise<() => Promise<SetUpTimes>> {
  const pages = [caller, callee];
  await Promise.all(pages.map(page => page.evaluate(() => window.sottoProbe.watch())));
  const coming = Promise.all(pages.map(awaitFrames));
  // Whoever never comes to ask is told by its own failure.
  coming.catch(() => undefined);
  return async () => {
    const [atCaller, atCallee] = await coming;
    const accepted = atCallee?.clicked ?? Number.NaN;
    return {
      callerPicture: (atCaller?.picture ?? Number.NaN) - accepted,
      callerSound: (atCaller?.sound ?? Number.NaN) - accepted,
      calleePicture: (atCallee?.picture ?? Number.NaN) - accepted,
      calleeSound: (atCallee?.sound ?? Number.NaN) - accepted,
    };
  };
}
