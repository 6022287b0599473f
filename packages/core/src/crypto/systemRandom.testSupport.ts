/** Real randomness as the port has it, for tests that need keys and not repeatability. */
import type { Random } from '../port/random.ts';

/** The operating system's generator. */
export const systemRandom: Random = {
  bytes: length => crypto.getRandomValues(new Uint8Array(length)),
};
