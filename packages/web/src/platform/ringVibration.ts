/**
 * Vibration while a call rings, on phones that can. Only a page that is seen and was touched may vibrate, so it is in
 * one such tab, whichever tab sounds the tone.
 */
import type { Clock } from '@sotto/core/port/clock';
import { browserClock } from './browserClock.ts';
import { isPhone } from './isPhone.ts';

/** One round: milliseconds of vibration and of rest in turn. */
export const VIBRATION_ROUND: readonly number[] = [500, 250, 500, 1250];

const ROUND_MS = VIBRATION_ROUND.reduce((sum, ms) => sum + ms, 0);
/** Whoever has this lock vibrates: one tab for all, because two are seen side by side on some phones. */
const LOCK = 'sotto-vibration';

/** What vibrating takes of a page. */
export interface VibratingPage {
  readonly clock: Clock;
  readonly locks: Pick<LockManager, 'request'>;
  /** Whether it is seen and was touched. */
  readonly mayVibrate: () => boolean;
  /** Calls whenever {@link mayVibrate} may answer otherwise, until `over`. */
  readonly onChange: (listener: () => void, over: AbortSignal) => void;
  /** Starts a pattern in place of the one before; an empty one ends it. False when it is refused. */
  readonly vibrate: (pattern: readonly number[]) => boolean;
}

/** Whether this device can vibrate. Desktop browsers say so of themselves, too. */
export function canVibrate(): boolean {
  return 'vibrate' in navigator && isPhone();
}

/** Vibrates round after round in one tab; the returned function ends it. */
export function vibrateInOneTab(page: VibratingPage = thisPage): () => void {
  const over = new AbortController();
  const { signal } = over;
  let isAsking = false;
  const ask = () => {
    if (isAsking || signal.aborted || !page.mayVibrate()) return;
    isAsking = true;
    const request = page.locks.request(LOCK, { signal }, () => vibrateWhileAllowed(page, signal));
    const rest = () => {
      isAsking = false;
    };
    // It may be allowed again by now; after a refusal it will not be.
    void request.then(rest).then(ask, rest);
  };
  page.onChange(ask, signal);
  ask();
  return () => over.abort();
}

/** Resolves when the page may not vibrate any more or `over` says so. */
function vibrateWhileAllowed(page: VibratingPage, over: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ended = new AbortController();
  let cancel = () => {};
  const end = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    cancel();
    page.vibrate([]);
    resolve();
  };
  const repeat = () => {
    page.vibrate(VIBRATION_ROUND);
    cancel = page.clock.after(ROUND_MS, repeat);
  };
  const check = () => {
    if (over.aborted || !page.mayVibrate()) end();
  };
  over.addEventListener('abort', end, { once: true });
  page.onChange(check, ended.signal);
  check();
  if (!ended.signal.aborted) repeat();
  return promise;
}

const thisPage: VibratingPage = {
  clock: browserClock,
  get locks() {
    return navigator.locks;
  },
  // Asking without a touch before would be refused, and be complained about in the console.
  mayVibrate: () =>
    document.visibilityState === 'visible' && navigator.userActivation?.hasBeenActive !== false,
  onChange: (listener, signal) => {
    document.addEventListener('visibilitychange', listener, { signal });
    for (const gesture of ['pointerup', 'keydown']) addEventListener(gesture, listener, { signal });
  },
  vibrate: pattern => navigator.vibrate([...pattern]),
};
