/**
 * Frames that were dropped, without those that nobody tampered with: around a change of the group some arrive under a
 * key that this device will have in a moment, or has no longer; as long as one is cut off, under nothing else
 * (spec/group.md, "Frame keys").
 */
import type { Clock } from '../../port/clock.ts';

/** The count of one connection. */
export interface StrayFrames {
  /** The group has changed. */
  epochChanged(): void;
  /** So many have been dropped on this connection so far; fewer than before: it is another one. */
  counted(dropped: number): void;
  /** Those that say something. */
  suspicious(): number;
}

const BEFORE_MS = 2000;
const AFTER_MS = 4000;

/** Begins at nothing. `isBehind`: one of the two is known not to follow the group at the moment. */
export function createStrayFrames(clock: Clock, isBehind: () => boolean): StrayFrames {
  let changedAt = Number.NEGATIVE_INFINITY;
  let last = 0;
  let sum = 0;
  let recent: readonly { readonly at: number; readonly count: number }[] = [];
  return {
    epochChanged() {
      changedAt = clock.now();
      sum -= recent.reduce((total, { at, count }) => total + (changedAt - at < BEFORE_MS ? count : 0), 0);
      recent = [];
    },
    counted(dropped) {
      const at = clock.now();
      const count = dropped < last ? dropped : dropped - last;
      last = dropped;
      if (at - changedAt < AFTER_MS || isBehind()) return;
      sum += count;
      recent = [...recent, { at, count }].filter(each => at - each.at < BEFORE_MS);
    },
    suspicious: () => sum,
  };
}
