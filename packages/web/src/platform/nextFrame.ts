/** Work that follows the screen: once per frame at most, and soon even where frames do not come. */

/** Hidden and covered pages get no frames; there the work must not wait for one. */
const WITHOUT_FRAMES_MS = 60;

/** Does one piece of work with the next frame, however often it is asked to. */
export interface NextFrame {
  /** Something is to be done with the next frame. */
  request(): void;
  /**
   * Leaves the page's one thread to something more urgent: nothing is done before `ms` milliseconds have passed from
   * now, whatever was said before. 0 ends the wait.
   */
  hold(ms: number): void;
}

/** What the work is timed by; all times in milliseconds. */
export interface FrameTimes {
  readonly now: () => number;
  /** Acts after so long; the returned function prevents it. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Acts with the next frame, or soon where none comes; the returned function prevents it. */
  readonly onFrame: (act: () => void) => () => void;
}

/** Has `action` run with the next frame after a request. */
export function createNextFrame(action: () => void, times: FrameTimes = PAGE_TIMES): NextFrame {
  let isWanted = false;
  let heldUntil = 0;
  let cancel = () => {};

  function schedule(): void {
    cancel();
    const left = heldUntil - times.now();
    cancel = left > 0 ? times.after(left, schedule) : times.onFrame(run);
  }

  function run(): void {
    isWanted = false;
    action();
  }

  return {
    request: () => {
      if (isWanted) return;
      isWanted = true;
      schedule();
    },
    hold: ms => {
      heldUntil = times.now() + ms;
      if (isWanted) schedule();
    },
  };
}

const PAGE_TIMES: FrameTimes = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  onFrame: act => {
    const cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const finish = () => {
      cancel();
      act();
    };
    const frame = requestAnimationFrame(finish);
    const timer = setTimeout(finish, document.visibilityState === 'visible' ? WITHOUT_FRAMES_MS : 0);
    return cancel;
  },
};
