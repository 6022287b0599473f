/** Random choices that a seed repeats exactly, for tests that wander. */

/** A source of choices. */
export interface SeededChoice {
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  /** One of at least one. */
  pick<Value>(values: readonly Value[]): Value;
  /** `count` different ones. */
  sample<Value>(values: readonly Value[], count: number): readonly Value[];
}

/** Choices that depend on the seed alone (xorshift32). */
export function createSeededChoice(seed: number): SeededChoice {
  let state = Math.imul(seed, 0x9e37_79b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: probability => next() < probability,
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
    sample(values, count) {
      const rest = [...values];
      return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)).flat();
    },
  };
}
