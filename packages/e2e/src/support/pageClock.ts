/**
 * The clock of a page, so that a test decides when two minutes have passed there: it goes on by itself as clocks do,
 * and jumps when told. Timers that fall due on the way fire in their order, each at its own moment.
 */
import type { Page } from 'puppeteer-core';

interface PageClock {
  advance(ms: number): void;
}

/** Gives the page a clock that can be moved, from its next document on. */
export async function giveClock(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(installClock);
}

/** Moves the clock of a page that was given one. */
export async function movePageClock(page: Page, ms: number): Promise<void> {
  await page.evaluate(
    step => (globalThis as unknown as { readonly pageClock: PageClock }).pageClock.advance(step),
    ms,
  );
}

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installClock(): void {
  interface Timer {
    due: number;
    readonly every: number | undefined;
    readonly act: () => void;
    handle: number;
  }
  const real = {
    Date: globalThis.Date,
    set: globalThis.setTimeout.bind(globalThis),
    clear: globalThis.clearTimeout.bind(globalThis),
  };
  const timers = new Map<number, Timer>();
  let ahead = 0;
  let last = 1_000_000;
  const now = () => real.Date.now() + ahead;

  function fire(id: number, timer: Timer): void {
    if (timer.every === undefined) timers.delete(id);
    else timer.due = now() + timer.every;
    timer.act();
    if (timer.every !== undefined && timers.has(id)) arm(id, timer);
  }

  function arm(id: number, timer: Timer): void {
    real.clear(timer.handle);
    timer.handle = real.set(() => fire(id, timer), Math.max(0, timer.due - now())) as unknown as number;
  }

  function start(action: unknown, ms: number, repeats: boolean, values: readonly unknown[]): number {
    const act = () => void (typeof action === 'function' && action(...values));
    const wait = Math.max(0, Number(ms) || 0);
    const timer = { due: now() + wait, every: repeats ? Math.max(1, wait) : undefined, act, handle: 0 };
    last += 1;
    timers.set(last, timer);
    arm(last, timer);
    return last;
  }

  function stop(id?: number): void {
    const timer = timers.get(Number(id));
    if (timer === undefined) real.clear(id);
    else real.clear(timer.handle);
    timers.delete(Number(id));
  }

  function advance(ms: number): void {
    const goal = now() + ms;
    for (;;) {
      const [next] = [...timers].filter(([, { due }]) => due <= goal).sort(([, a], [, b]) => a.due - b.due);
      if (next === undefined) break;
      ahead += Math.max(0, next[1].due - now());
      real.clear(next[1].handle);
      fire(...next);
    }
    ahead += Math.max(0, goal - now());
    for (const [id, timer] of timers) arm(id, timer);
  }

  class MovedDate extends real.Date {
    constructor(...values: readonly unknown[]) {
      if (values.length === 0) super(now());
      else super(...(values as [number]));
    }
    static override now(): number {
      return now();
    }
  }
  Object.assign(globalThis, {
    Date: MovedDate,
    setTimeout: (action: unknown, ms: number, ...values: unknown[]) => start(action, ms, false, values),
    setInterval: (action: unknown, ms: number, ...values: unknown[]) => start(action, ms, true, values),
    clearTimeout: stop,
    clearInterval: stop,
    pageClock: { advance },
  });
}
