/** Work that follows the screen: once per frame at most, and soon even where frames do not come. */

/** Hidden and covered pages get no frames; there the work must not wait for one. */
const WITHOUT_FRAMES_MS = 60;

/** Does one piece of work with the next frame, however often it is asked to. */
export interface NextFrame {
  request(): void;
  /** Leaves the page's one thread to something more urgent: nothing is done before `ms` milliseconds have passed. */
  hold(ms: number): void;
}

/** Has `action` run with the next frame after a request. */
export function createNextFrame(action: () => void): NextFrame {
  let isWaiting = false;
  let heldUntil = 0;

  function wait(): void {
    const left = heldUntil - performance.now();
    if (left > 0) setTimeout(wait, left);
    else awaitFrame(run);
  }

  function run(): void {
    if (heldUntil > performance.now()) {
      wait();
      return;
    }
    isWaiting = false;
    action();
  }

  return {
    request: () => {
      if (isWaiting) return;
      isWaiting = true;
      wait();
    },
    hold: ms => {
      heldUntil = performance.now() + ms;
    },
  };
}

function awaitFrame(done: () => void): void {
  let isDone = false;
  const finish = () => {
    if (isDone) return;
    isDone = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    done();
  };
  const frame = requestAnimationFrame(finish);
  const timer = setTimeout(finish, document.visibilityState === 'visible' ? WITHOUT_FRAMES_MS : 0);
}
