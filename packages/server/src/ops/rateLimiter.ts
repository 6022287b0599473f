/**
 * Token buckets (spec/socket.md, "Limits"), in memory only: what is counted per address must not outlive the
 * process. A bucket that is full again is forgotten.
 */
import { type Cancel, type Clock, repeatEvery } from './clock.ts';

/** Counts what a key does. */
export interface RateLimiter {
  /**
   * Takes one token, or several for something that weighs as much as several others. Returns 0, or the milliseconds until
   * there will be enough.
   */
  take(key: string | number, count?: number): number;
  /** Buckets in memory. */
  size(): number;
  /** Ends the periodic forgetting. */
  stop: Cancel;
}

interface Bucket {
  tokens: number;
  /** When `tokens` was right. */
  time: number;
}

/** Fractions add up to almost one; whoever waited as long as told must not be refused for it. */
const ROUNDING = 1e-6;
/** How often full buckets are forgotten. */
const SWEEP_MS = 60_000;

/** Allows `perMinute` things in a minute, all of them at once if nothing came before. */
export function createRateLimiter(perMinute: number, clock: Clock): RateLimiter {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string | number, Bucket>();
  const refill = (bucket: Bucket, now: number): void => {
    // A clock set back must not take tokens away.
    bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, now - bucket.time) * perMs);
    bucket.time = now;
  };
  const sweep = (): void => {
    for (const [key, bucket] of buckets) {
      refill(bucket, clock.now());
      if (bucket.tokens >= perMinute) buckets.delete(key);
    }
  };
  return {
    take: (key, count = 1) => {
      const bucket = buckets.get(key) ?? { tokens: perMinute, time: clock.now() };
      buckets.set(key, bucket);
      refill(bucket, clock.now());
      // What weighs more than a whole minute may come once the bucket is full.
      const wanted = Math.min(count, perMinute);
      const missing = wanted - bucket.tokens;
      if (missing > ROUNDING) return Math.ceil((missing - ROUNDING) / perMs);
      bucket.tokens -= wanted;
      return 0;
    },
    size: () => buckets.size,
    stop: repeatEvery(clock, SWEEP_MS, sweep),
  };
}
