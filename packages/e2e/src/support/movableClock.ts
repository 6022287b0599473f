/** The server's clock in tests: goes on by itself, and jumps when told. */
import type { Cancel, Clock } from '@sotto/server/ops/clock';

/** A clock that can be moved. */
export interface MovableClock extends Clock {
  /** Moves it on; timers that fall due on the way fire in their order, each at its own moment. */
  advance(ms: number): void;
}

interface Timer {
  readonly due: number;
  readonly action: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** A clock that shows the machine's time until it is moved. Its timers do not keep the process alive. */
export function createMovableClock(): MovableClock {
  const timers = new Set<Timer>();
  let ahead = 0;
  const now = () => Date.now() + ahead;

  function fire(timer: Timer): void {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.action();
  }

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => fire(timer), Math.max(0, timer.due - now()));
    timer.handle.unref();
  }

  return {
    now,
    after: (ms, action): Cancel => {
      const timer: Timer = { due: now() + ms, action, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer.handle);
      };
    },
    advance: ms => {
      const goal = now() + ms;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= goal).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        ahead += Math.max(0, next.due - now());
        fire(next);
      }
      ahead += Math.max(0, goal - now());
      for (const timer of timers) arm(timer);
    },
  };
}
