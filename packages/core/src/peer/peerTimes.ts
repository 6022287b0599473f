/** The peer machine's times (spec/call.md, "Connection"). */
import { RECONNECT_LIMIT_MS } from '@sotto/protocol/limits';

/** Times of the machine, in milliseconds. */
export const PEER_TIMES = {
  /** Without any usable candidate for so long, the connection is thrown away (a relay may never answer: the 437 hang). */
  watchdog: 2000,
  /** The first description waits so long for a second candidate. */
  describe: 20,
  /** Later candidates are collected for so long. */
  batch: 100,
  /** How often it is looked whether anything arrives. */
  look: 250,
  /** Nothing at all for so long, while pulses come twice a second: the path is taken for lost. */
  silence: 1250,
  /** From the last arrival to the first attempt to find a path. */
  silentRetry: 2000,
  /** A look that comes so late comes after a sleep. */
  sleep: 10_000,
  sayBroken: 2000,
  /** From the loss to the first attempt, then from each attempt to the next; the last one repeats. */
  retries: [3000, 5000, 8000, 13_000, 20_000],
  limit: RECONNECT_LIMIT_MS,
} as const;
