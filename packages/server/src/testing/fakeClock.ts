/** A clock that stands still until a test moves it. */
import type { Clock } from '../ops/clock.ts';

/** A clock under the test's control. */
export interface FakeClock extends Clock {
  /** Moves time on and fires what is due, in order. */
  advance(ms: number): void;
}

/** Some day; tests that need another advance to it. */
const START = Date.UTC(2031, 0, 6, 12);

interface Timer {
  readonly due: number;
  readonly action: () => void;
}

/** A clock that starts at a fixed time. */
export function createFakeClock(): FakeClock {
  let now = START;
  const timers = new Set<Timer>();
  const nextDue = (limit: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (timer.due <= limit && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  };
  return {
    now: () => now,
    after: (ms, action) => {
      const timer = { due: now + ms, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: ms => {
      const end = now + ms;
      for (let timer = nextDue(end); timer !== undefined; timer = nextDue(end)) {
        timers.delete(timer);
        now = timer.due;
        timer.action();
      }
      now = end;
    },
  };
}
