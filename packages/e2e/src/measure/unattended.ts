/** Browsers for measurements, whose pages nobody touches. */
import { type ChromiumOptions, launchChromium, type RunningBrowser } from '../support/chromium.ts';

/** Four browsers that end with `stack`. Their pages play sound though no person has touched them. */
export async function launchFour(
  stack: AsyncDisposableStack,
  options: ChromiumOptions,
): Promise<[RunningBrowser, RunningBrowser, RunningBrowser, RunningBrowser]> {
  const launch = async () => stack.use(await launchUnattended(options));
  return Promise.all([launch(), launch(), launch(), launch()]);
}

/** A browser whose pages play sound though no person has touched them. */
export function launchUnattended(options: ChromiumOptions): Promise<RunningBrowser> {
  const switches = ['--autoplay-policy=no-user-gesture-required', ...(options.switches ?? [])];
  return launchChromium({ ...options, switches });
}

/** For several pages in one browser: those in the background go on as if they were looked at. */
export const ALL_AWAKE: readonly string[] = ['--disable-renderer-backgrounding'];
