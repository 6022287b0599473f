/** A small reproducible generator for fuzz tests (Mulberry32); never for secrets. */

/** Draws numbers from a seed. */
export interface SeededRandom {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** `length` bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** A generator that yields the same sequence for the same seed. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    below: below => next() % below,
    bytes: length => Uint8Array.from({ length }, () => next() & 0xff),
  };
}
