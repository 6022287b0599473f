/** Time, injected, so that tests decide when three weeks have passed. The server's own twin of core's port. */

/** Ends a timer; harmless when it has fired already. */
export type Cancel = () => void;

/** The one source of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds. */
  after(ms: number, action: () => void): Cancel;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Calls `action` every `ms` milliseconds until cancelled; the next wait starts when `action` has returned. */
export function repeatEvery(clock: Clock, ms: number, action: () => void): Cancel {
  let cancel = clock.after(ms, step);
  function step(): void {
    cancel = clock.after(ms, step);
    action();
  }
  return () => cancel();
}
