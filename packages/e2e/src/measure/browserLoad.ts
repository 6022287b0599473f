/** How much of the processors a browser takes, with all of its processes, and how many pictures its pages decode. */
import { readdir, readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import type { RunningBrowser } from '../support/chromium.ts';

/** What a call takes and gives. */
export interface CallLoad {
  /** Seconds of processor time per second of call. */
  readonly processors: number;
  /** Milliseconds of it per picture decoded: everything else that a call does is in it, too. */
  readonly perPicture: number;
  /** Pictures decoded per second and remote person, the mean. */
  readonly framerate: number;
  /** Of the person who is seen worst. */
  readonly slowest: number;
}

/** Linux counts processor time in hundredths of a second whatever its timer (`man 5 proc_pid_stat`, USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Looks for so long at a browser and its pages, which need the probe of `firstFrames.ts`. Linux only. */
export async function measureLoad(
  browser: RunningBrowser,
  pages: readonly Page[],
  ms: number,
): Promise<CallLoad> {
  const look = () => Promise.all(pages.map(page => page.evaluate(readDecoded)));
  const [before, ticksBefore] = [(await look()).flat(), await readTicks(browser)];
  const began = performance.now();
  await new Promise(resolve => setTimeout(resolve, ms));
  const ticks = (await readTicks(browser)) - ticksBefore;
  const seconds = (performance.now() - began) / 1000;
  const after = (await look()).flat();
  if (after.length !== before.length) throw new Error('connections have come or gone meanwhile');
  const rates = after.map((frames, index) => (frames - (before[index] ?? 0)) / seconds);
  const processors = ticks / TICKS_PER_SECOND / seconds;
  const pictures = rates.reduce((sum, rate) => sum + rate, 0);
  return {
    processors,
    perPicture: (1000 * processors) / pictures,
    framerate: pictures / rates.length,
    slowest: Math.min(...rates),
  };
}

/** Runs in the page: decoded pictures of each connection that is open. Refers to nothing outside itself. */
async function readDecoded(): Promise<readonly number[]> {
  const open = window.sottoProbe.connections.filter(({ connectionState }) => connectionState === 'connected');
  return Promise.all(
    open.map(async connection => {
      const [, camera] = connection.getTransceivers();
      const reports = (await camera?.receiver.getStats()) ?? new Map();
      return [...reports.values()].find(({ type }) => type === 'inbound-rtp')?.framesDecoded ?? 0;
    }),
  );
}

/** Processor time of a browser and everything it has started. */
async function readTicks({ browser }: RunningBrowser): Promise<number> {
  const root = browser.process()?.pid;
  if (root === undefined) throw new Error('the browser does not run');
  const all = new Map((await readProcesses()).map(each => [each.id, each]));
  const isIts = (id: number): boolean => {
    const parent = all.get(id)?.parent;
    return id === root || (parent !== undefined && isIts(parent));
  };
  return [...all.values()].filter(({ id }) => isIts(id)).reduce((sum, { ticks }) => sum + ticks, 0);
}

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly ticks: number;
}

async function readProcesses(): Promise<readonly Process[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')));
  return lines.flatMap(line => {
    // The name, in brackets, may hold anything.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    return line === ''
      ? []
      : [{ id: Number.parseInt(line, 10), parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0) }];
  });
}
