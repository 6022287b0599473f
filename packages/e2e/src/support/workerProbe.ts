/** Asks the product's media worker for its counters, beside the page that runs it (spec/frames.md, "Counters"). */
import type { FrameCounters } from '@sotto/core/crypto/sframe/counters';
import type { Page } from 'puppeteer-core';

interface Probe {
  counters(): Promise<FrameCounters>;
  all(): Promise<FrameCounters[]>;
}

/** Watches the worker from the page's next document on. */
export async function probeWorker(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(installProbe);
}

/** Counters of the newest connection that was given keys. */
export function readFrameCounters(page: Page): Promise<FrameCounters> {
  return page.evaluate(() => (globalThis as unknown as { readonly frameProbe: Probe }).frameProbe.counters());
}

/** Counters of each connection that was given keys and not removed. */
export function readAllFrameCounters(page: Page): Promise<FrameCounters[]> {
  return page.evaluate(() => (globalThis as unknown as { readonly frameProbe: Probe }).frameProbe.all());
}

/** All dropped frames. */
export function droppedOf({ dropped }: FrameCounters): number {
  return Object.values(dropped).reduce((sum, count) => sum + count, 0);
}

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installProbe(): void {
  const Original = globalThis.Worker;
  let thread: Worker | undefined;
  let connection = '';
  const known = new Set<string>();
  /** Far from the numbers that the page itself uses. */
  let request = 1_000_000_000;

  class ProbedWorker extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      thread = this;
    }
    override postMessage(message: unknown, transfer?: unknown): void {
      const { t, connection: name } = message as { readonly t?: string; readonly connection?: string };
      if (t === 'setKeys' && name !== undefined) {
        connection = name;
        known.add(name);
      } else if (t === 'removeConnection' && name !== undefined) known.delete(name);
      super.postMessage(message, transfer as Transferable[]);
    }
  }

  function countersOf(connection: string): Promise<FrameCounters> {
    const asked = thread;
    if (asked === undefined) return Promise.reject(new Error('there is no media worker'));
    request += 1;
    const number = request;
    return new Promise(resolve => {
      const listen = ({
        data,
      }: MessageEvent<{ readonly request?: number; readonly counters: FrameCounters }>) => {
        if (data.request !== number) return;
        asked.removeEventListener('message', listen);
        resolve(data.counters);
      };
      asked.addEventListener('message', listen);
      asked.postMessage({ t: 'stats', request: number, connection });
    });
  }

  Object.assign(globalThis, {
    Worker: ProbedWorker,
    frameProbe: {
      counters: () => countersOf(connection),
      all: () => Promise.all([...known].map(countersOf)),
    },
  });
}
