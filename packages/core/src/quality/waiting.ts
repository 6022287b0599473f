/**
 * How long what is received waits for what is sent again (spec/quality.md, "Waiting"). Every change of the wait is seen
 * as a halt or a jump of the picture, so it grows in steps, and shrinks only after it was too long for a while. Pure.
 */

/** The jitter buffers' targets in milliseconds; 0 leaves them to the browser. */
export interface Waits {
  readonly sound: number;
  readonly picture: number;
}

/** Where the waiting of a connection stands. */
export interface WaitingState {
  readonly waits: Waits;
  /** Milliseconds; since when less would do. Undefined while it would not. */
  readonly calmSince: number | undefined;
}

/** From this loss on waiting begins: below, the browser's own buffer does as well. */
const WAITING_FROM = 0.075;
/** Once begun, it goes on down to this loss. */
const WAITING_TO = 0.045;
/** So long must less have been enough. */
const CALM_MS = 20_000;
/** The wait grows by whole steps. */
const STEP_MS = 100;
const BASE_MS = 60;
/** A browser takes its time before it asks. */
const ASKING_MS = 30;
/** It is waited for all but so much. */
const LEFT_OUT = 0.005;
/** Sound that is repeated does not need to wait as long, and people interrupt each other by sound. */
const LONGEST_MS: Waits = { sound: 180, picture: 650 };
const NO_WAITS: Waits = { sound: 0, picture: 0 };

/** Nothing waits. */
export const NOT_WAITING: WaitingState = { waits: NO_WAITS, calmSince: undefined };

/** The next state, by the smoothed loss (0–1) and the round trip (milliseconds) of what is received. */
export function followLoss(state: WaitingState, loss: number, roundTrip: number, now: number): WaitingState {
  const isWaiting = state.waits.picture > 0;
  const wanted = loss < (isWaiting ? WAITING_TO : WAITING_FROM) ? NO_WAITS : toWaits(loss, roundTrip);
  if (wanted.picture > state.waits.picture) return { waits: wanted, calmSince: undefined };
  if (wanted.picture === state.waits.picture) return { ...state, calmSince: undefined };
  const calmSince = state.calmSince ?? now;
  return now - calmSince >= CALM_MS
    ? { waits: wanted, calmSince: undefined }
    : { waits: state.waits, calmSince };
}

// Question and answer must both get through.
function toWaits(loss: number, roundTrip: number): Waits {
  const fails = 1 - (1 - loss) ** 2;
  const tries = Math.max(2, Math.ceil(Math.log(LEFT_OUT / loss) / Math.log(fails)));
  const exact = BASE_MS + tries * (roundTrip + ASKING_MS);
  const wait = Math.ceil(exact / STEP_MS) * STEP_MS;
  return { sound: Math.min(LONGEST_MS.sound, wait), picture: Math.min(LONGEST_MS.picture, wait) };
}
