/**
 * The ceiling over everything the server stores (spec/mailbox.md, "Storage"): quotas bound one mailbox, this bounds all
 * of them together, so that a flood fills neither the disk nor the machine of other programs.
 */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

/** Watches the ceiling. */
export interface Storage {
  /** Whether something new may be stored; tells the operator when not. Called inside a transaction. */
  hasRoom(): boolean;
}

/** How often the operator is told while it lasts. */
export const STORAGE_WARNING_MS = 3_600_000;

/** A ceiling of `limitBytes` over what `measure` finds in use. */
export function createStorage(limitBytes: number, measure: () => number, clock: Clock, log: Log): Storage {
  let warnedAt = Number.NEGATIVE_INFINITY;
  return {
    hasRoom: () => {
      const usedBytes = measure();
      if (usedBytes < limitBytes) return true;
      if (clock.now() - warnedAt >= STORAGE_WARNING_MS) {
        warnedAt = clock.now();
        log.error('storageFull', { usedBytes, limitBytes, setting: 'SOTTO_STORAGE_BYTES' });
      }
      return false;
    },
  };
}
