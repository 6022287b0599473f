/** Randomness, injected, so that a seeded world can replay a run. */
import type { Bytes } from '@sotto/protocol/bytes';

/** The one source of randomness. In production, the operating system's. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Bytes;
}
