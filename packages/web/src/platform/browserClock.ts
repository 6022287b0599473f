/** The {@link Clock} and {@link Random} ports of a browser. */
import type { Clock } from '@sotto/core/port/clock';
import type { Random } from '@sotto/core/port/random';

/** The browser's clock. In hidden tabs its timers fall to one a minute: ring by socket events, never by timers. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** The operating system's randomness. */
export const browserRandom: Random = {
  bytes: length => crypto.getRandomValues(new Uint8Array(length)),
};
