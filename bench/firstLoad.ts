/**
 * The first visit: how much JavaScript travels (brotli) before the first screen can be used, and how long that takes
 * on a slow phone's processor (a quarter of this one) and a slow line (1.6 Mbit/s). Baseline beside it: an empty page
 * of the same server under the same conditions.
 */
import type { Page } from 'puppeteer-core';
import { launchChromium, type RunningBrowser } from '../packages/e2e/src/support/chromium.ts';
import { startRealServer } from '../packages/e2e/src/support/realServer.ts';

const RUNS = 7;
const TARGET_KILOBYTES = 60;
const TARGET_SECONDS = 1.5;
const SLOWDOWN = 4;
const BITS_PER_SECOND = 1_600_000;
const LATENCY_MS = 20;

/** One visit. */
interface Visit {
  /** From the navigation until a name can be typed, or the empty page is there; milliseconds. */
  readonly usable: number;
  /** JavaScript received until then, as it travelled; bytes. */
  readonly scripts: number;
}

if (import.meta.main) await run();

async function run(): Promise<void> {
  await using server = await startRealServer({ hasRelay: false });
  await using chromium = await launchChromium();
  const app: Visit[] = [];
  const empty: Visit[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    empty.push(await visit(chromium, `${server.origin}/healthz`, 'body'));
    app.push(await visit(chromium, `${server.origin}/`, 'input'));
  }
  const kilobytes = median(app.map(({ scripts }) => scripts)) / 1000;
  const seconds = median(app.map(({ usable }) => usable)) / 1000;
  const floor = median(empty.map(({ usable }) => usable)) / 1000;
  process.stdout.write(
    [
      `first load, processor ÷ ${SLOWDOWN}, ${BITS_PER_SECOND / 1e6} Mbit/s, ${LATENCY_MS} ms, ${RUNS} visits`,
      `  JavaScript before the first screen  ${kilobytes.toFixed(1)} kB (at most ${TARGET_KILOBYTES}) ${verdict(kilobytes <= TARGET_KILOBYTES)}`,
      `  usable after                        ${seconds.toFixed(2)} s (at most ${TARGET_SECONDS}) ${verdict(seconds <= TARGET_SECONDS)}`,
      `  an empty page of the same server    ${floor.toFixed(2)} s   ratio ${(seconds / floor).toFixed(2)}\n`,
    ].join('\n'),
  );
}

async function visit({ browser }: RunningBrowser, url: string, selector: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await slowDown(page);
    const scripts = await countScripts(page);
    await page.evaluateOnNewDocument(noteAppearance, selector);
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const usable = await page.waitForFunction(() => window.sottoUsableAt, { polling: 20 });
    return { usable: Number(await usable.jsonValue()), scripts: scripts() };
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page): Promise<void> {
  await page.emulateCPUThrottling(SLOWDOWN);
  const bytesPerSecond = BITS_PER_SECOND / 8;
  await page.emulateNetworkConditions({
    download: bytesPerSecond,
    upload: bytesPerSecond,
    latency: LATENCY_MS,
  });
}

/** Bytes of scripts that have travelled so far. */
async function countScripts(page: Page): Promise<() => number> {
  const session = await page.createCDPSession();
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => bytes;
}

declare global {
  interface Window {
    sottoUsableAt: number | undefined;
  }
}

/** Runs in the page: notes when what is waited for is there and has been laid out. */
function noteAppearance(selector: string): void {
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector);
    const isThere = found !== null && (found.tagName === 'BODY' || found.getBoundingClientRect().height > 0);
    if (isThere) window.sottoUsableAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function verdict(isMet: boolean): string {
  return isMet ? 'ok' : 'ABOVE TARGET';
}
