/** How good a connection is for a person who uses it, and what would help (spec/quality.md, "Badge"). Pure. */
import type { ConnectionSample } from './connectionSample.ts';

/** `lost`: nothing has come for {@link LOST_AFTER_MS}. */
export type Rating = 'good' | 'weak' | 'poor' | 'lost';

/** From here on (share of packets) one direction is weak, and poor. */
export const WEAK_LOSS = 0.06;
export const POOR_LOSS = 0.08;
/** Below this share of what the picture should have, one direction is weak, and poor. */
export const WEAK_RATE = 0.5;
export const POOR_RATE = 0.3;
/** Milliseconds without any media. */
export const LOST_AFTER_MS = 3000;
/** Loss over {@link ADVICE_WINDOW_MS}, or a round trip in milliseconds, that ask for the camera to be turned off. */
export const ADVICE_LOSS = 0.3;
export const ADVICE_ROUND_TRIP_MS = 1500;
/** How far back ratings and advice look. */
export const ADVICE_WINDOW_MS = 5000;
/** What a picture of a camera should have, bit/s. */
export const TARGET_PICTURE = 600_000;

/** The last seconds, averaged. */
export interface RecentConnection {
  readonly lossOut: number;
  readonly lossIn: number;
  /** Milliseconds. */
  readonly roundTrip: number;
  /** What gets through of the picture this device should send, share of 0–1; 1 while nothing limits it. */
  readonly rateOut: number;
}

/** The mean over samples, which are the newest {@link ADVICE_WINDOW_MS}. `target`: bit/s that the picture should have. */
export function samplesToRecent(
  samples: readonly ConnectionSample[],
  target = TARGET_PICTURE,
): RecentConnection {
  return {
    lossOut: mean(samples.map(({ lossOut }) => lossOut)),
    lossIn: mean(samples.map(({ lossIn }) => lossIn)),
    roundTrip: mean(samples.map(({ roundTrip }) => roundTrip)),
    rateOut: mean(
      samples.map(sample => toRate(sample, target)),
      1,
    ),
  };
}

/** The rating of one direction. */
export function rate(loss: number, share: number): Exclude<Rating, 'lost'> {
  if (loss >= POOR_LOSS || share < POOR_RATE) return 'poor';
  return loss >= WEAK_LOSS || share < WEAK_RATE ? 'weak' : 'good';
}

/** Whether turning this person's camera off would help. */
export function isCameraTooMuch({ lossOut, lossIn, roundTrip }: RecentConnection): boolean {
  return Math.max(lossOut, lossIn) >= ADVICE_LOSS || roundTrip > ADVICE_ROUND_TRIP_MS;
}

function toRate({ sent: { camera } }: ConnectionSample, target: number): number {
  return camera?.isLimited ? Math.min(1, camera.bitrate / target) : 1;
}

function mean(values: readonly (number | undefined)[], nothing = 0): number {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? nothing : known.reduce((sum, value) => sum + value, 0) / known.length;
}
