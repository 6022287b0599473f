/**
 * How long the screens wait after an acceptance. Showing the call takes the page's one thread for tens of milliseconds,
 * and each of a dozen steps of devices, tracks and first frames would wait for it: they come first, and mostly the
 * screen then appears with the picture in it.
 */
import type { CallStage } from '@sotto/core/client/view';
import type { LinkCallPersonView } from '@sotto/core/linkCall/linkCallView';

/** The longest wait, in milliseconds: who accepts sees the pressed button meanwhile. */
export const DEVICES_FIRST_MS = 250;
/** From the first frame, which is sound mostly, until the picture has had its chance; milliseconds. */
export const PICTURE_FIRST_MS = 140;

/** Follows the stages of the call on screen; `hold` has the screens wait for so long from now, or no longer. */
export function createAcceptanceHold(now: () => number, hold: (ms: number) => void) {
  let last: CallStage | undefined;
  let heldUntil = 0;

  function holdUntil(moment: number): void {
    heldUntil = moment;
    hold(Math.max(0, moment - now()));
  }

  /** Tells the stage now; undefined without a call. */
  return (stage: CallStage | undefined): void => {
    if (stage === last) return;
    const before = last;
    last = stage;
    if (stage === 'connecting' && before !== 'reconnecting') holdUntil(now() + DEVICES_FIRST_MS);
    else if (heldUntil <= now()) return;
    else holdUntil(stage === 'inCall' ? Math.min(heldUntil, now() + PICTURE_FIRST_MS) : now());
  };
}

/**
 * The same in a link call, whenever somebody has joined, this person or another: sound is heard at once, because it
 * waits for no screen.
 */
export function createArrivalHold(hold: (ms: number) => void) {
  let known: ReadonlySet<string> = new Set();

  /** Tells who is in the call now; nobody without one. */
  return (people: readonly Pick<LinkCallPersonView, 'seat' | 'isArriving'>[]): void => {
    const joined = new Set<string>(people.filter(({ isArriving }) => !isArriving).map(({ seat }) => seat));
    const isSomebodyNew = joined.difference(known).size > 0;
    known = joined;
    // Whoever begins a call waits for nobody.
    if (isSomebodyNew && joined.size > 1) hold(DEVICES_FIRST_MS);
  };
}
