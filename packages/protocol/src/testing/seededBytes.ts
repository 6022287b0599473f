/** Repeatable randomness for tests: xorshift32, and mutations of well-formed inputs. */

/** A repeatable source of numbers. */
export interface SeededSource {
  /** A whole number from 0 to `below - 1`. */
  number(below: number): number;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The source of a seed; the same seed gives the same numbers. */
export function createSeededSource(seed: number): SeededSource {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  return {
    number: below => next() % below,
    bytes: length => Uint8Array.from({ length }, () => next() & 0xff),
  };
}

/** A damaged copy: bytes flipped, cut off, repeated, inserted, or nothing but noise. */
export function mutateBytes(source: SeededSource, sample: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(sample);
  switch (source.number(6)) {
    case 0:
      return copy.slice(0, source.number(copy.length + 1));
    case 1:
      return source.bytes(source.number(200));
    case 2: {
      const at = source.number(copy.length + 1);
      return new Uint8Array([
        ...copy.subarray(0, at),
        ...source.bytes(1 + source.number(8)),
        ...copy.subarray(at),
      ]);
    }
    case 3:
      return new Uint8Array([...copy, ...source.bytes(1 + source.number(4))]);
    default: {
      const flips = 1 + source.number(4);
      for (let i = 0; i < flips; i += 1) copy[source.number(Math.min(copy.length, 96))] = source.number(256);
      return copy;
    }
  }
}
