/** Randomness that a seed repeats. For simulations only: predictable on purpose. */
import type { Random } from '../port/random.ts';

/** A repeatable source. */
export interface SeededRandom extends Random {
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number;
  /** One of the choices. */
  pick<Choice>(choices: readonly Choice[]): Choice;
}

/** A source that gives the same run for the same seed (a 32-bit mixing generator). */
export function createSeededRandom(seed: number): SeededRandom {
  let state = (seed ^ 0x9e37_79b9) >>> 0;
  const next = () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    return (mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    pick: choices => {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new RangeError('nothing to choose from');
      return choice;
    },
    bytes: length => Uint8Array.from({ length }, () => next() & 0xff),
  };
}
