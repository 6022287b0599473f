/** Work that follows the screen: once per frame at most, and soon even where frames do not come. */

/** Hidden and covered pages get no frames; there the work must not wait for one. */
const WITHOUT_FRAMES_MS = 60;

/** Returns a function that has `action` run with the next frame, however often it is called until then. */
export function createNextFrame(action: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    const run = () => {
      if (!isWaiting) return;
      isWaiting = false;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      action();
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, document.visibilityState === 'visible' ? WITHOUT_FRAMES_MS : 0);
  };
}
