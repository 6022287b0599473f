/** Simulated time. Timers fire in order when a test advances it; what they set in motion settles in between. */
import { setImmediate } from 'node:timers';
import type { Cancel, Clock } from '../port/clock.ts';

/** A clock that a test moves. */
export interface FakeClock extends Clock {
  /** Moves time on by `ms`, firing what is due in order. Resolves when everything has settled. */
  advance(ms: number): Promise<void>;
  /** Lets promises that are under way settle, without moving time. */
  settle(): Promise<void>;
  /** How many timers wait. */
  pending(): number;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/**
 * A clock that stands at `start`. `settle` resolves when all that is under way has come to rest; it is given where
 * more than promises without I/O is (`cryptoWork.ts`).
 */
export function createFakeClock(start = 1_700_000_000_000, settle = turn): FakeClock {
  let now = start;
  let count = 0;
  const timers = new Set<Timer>();

  function after(ms: number, action: () => void): Cancel {
    const timer = { due: now + Math.max(0, ms), order: count++, action };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  function nextDue(until: number): Timer | undefined {
    const due = [...timers].filter(timer => timer.due <= until);
    return due.sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }

  async function advance(ms: number): Promise<void> {
    const until = now + ms;
    await settle();
    for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
      timers.delete(timer);
      now = timer.due;
      timer.action();
      await settle();
    }
    now = until;
  }

  // Real clocks tell whole milliseconds.
  return { now: () => Math.floor(now), after, advance, settle, pending: () => timers.size };
}

/** Every promise chain without I/O runs dry before the event loop turns. */
function turn(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve));
}
