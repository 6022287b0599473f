/**
 * Hours of each day in which calls appear without sound and vibration (spec/call.md, "Silent hours"). They are hours
 * of the wall clock where the device is; what that clock shows at a moment is given.
 */

/** What a person chose. Times are whole minutes after midnight, 0 to 1439. */
export interface SilentHours {
  readonly on: boolean;
  readonly from: number;
  /** Not later than `from`: on the next day. The same: around the clock. */
  readonly to: number;
}

/** How far ahead of UTC the local clock is at a moment, in minutes. */
export type OffsetAt = (at: number) => number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clocks are changed at quarters of an hour of UTC, and by less than this. */
const CHANGE_GRID_MS = 15 * MINUTE_MS;
const LARGEST_CHANGE_MS = 3 * 60 * MINUTE_MS;

/** The start and the end of any day, in minutes. */
export const DAY_MINUTES = DAY_MS / MINUTE_MS;

/**
 * Whether it is silent at `now`, milliseconds since 1970. Silence lasts from when the clock first shows `from`, or has
 * skipped it, until it will show nothing before `to` any more: a clock that is set back neither interrupts nor repeats it.
 */
export function isSilentAt({ on, from, to }: SilentHours, now: number, offsetAt: OffsetAt): boolean {
  if (!on) return false;
  const latestSoFar = toLatestReading(now, offsetAt);
  const earliestToCome = toEarliestReading(now, offsetAt);
  const length = to > from ? to - from : to - from + DAY_MINUTES;
  const lastMidnight = Math.floor(latestSoFar / DAY_MS) * DAY_MS;
  return [lastMidnight, lastMidnight - DAY_MS].some(midnight => {
    const start = midnight + from * MINUTE_MS;
    return latestSoFar >= start && earliestToCome < start + length * MINUTE_MS;
  });
}

/** What the clock shows, as if it showed UTC. */
function toReading(at: number, offsetAt: OffsetAt): number {
  return at + offsetAt(at) * MINUTE_MS;
}

/** The latest that the clock has shown until now: later than what it shows after it was set back. */
function toLatestReading(now: number, offsetAt: OffsetAt): number {
  const before = toChangeMoments(now - LARGEST_CHANGE_MS, now).map(change => toReading(change - 1, offsetAt));
  return Math.max(toReading(now, offsetAt), ...before);
}

/** The earliest that it will show from now on: earlier than what it shows before it is set back. */
function toEarliestReading(now: number, offsetAt: OffsetAt): number {
  const after = toChangeMoments(now, now + LARGEST_CHANGE_MS).map(change => toReading(change, offsetAt));
  return Math.min(toReading(now, offsetAt), ...after);
}

/** The moments after `from` and up to `to` at which the clock may be changed. */
function toChangeMoments(from: number, to: number): readonly number[] {
  const first = Math.floor(from / CHANGE_GRID_MS) + 1;
  const count = Math.floor(to / CHANGE_GRID_MS) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * CHANGE_GRID_MS);
}
