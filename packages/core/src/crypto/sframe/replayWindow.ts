/**
 * Which counters of a key were seen (RFC 9605 §9.3): a bitmap that slides with the newest. Frames of several slots
 * arrive out of order by as much as a video frame waits for its retransmissions: 1024 counters are about 6 seconds
 * of sound, camera layers and screen together.
 */

/** One key's window. */
export interface ReplayWindow {
  /** Whether a counter would be refused now. Changes nothing: spares the decryption of an obvious replay. */
  isSeen(counter: number): boolean;
  /** Records the counter of an authenticated frame; false when it was recorded before or is older than the window. */
  accept(counter: number): boolean;
}

/** Counters that a window remembers. */
export const REPLAY_WINDOW_SIZE = 1024;

/** A window that has seen nothing. */
export function createReplayWindow(): ReplayWindow {
  const seen = new Uint32Array(REPLAY_WINDOW_SIZE / WORD_BITS);
  let newest = -1;

  function isSeen(counter: number): boolean {
    if (counter > newest) return false;
    if (counter <= newest - REPLAY_WINDOW_SIZE) return true;
    return ((seen[wordOf(counter)] ?? 0) & bitOf(counter)) !== 0;
  }

  function advanceTo(counter: number): void {
    if (counter - newest >= REPLAY_WINDOW_SIZE) seen.fill(0);
    else for (let passed = newest + 1; passed < counter; passed++) forget(passed);
    newest = counter;
  }

  function forget(counter: number): void {
    seen[wordOf(counter)] = (seen[wordOf(counter)] ?? 0) & ~bitOf(counter);
  }

  return {
    isSeen,
    accept(counter) {
      if (isSeen(counter)) return false;
      if (counter > newest) advanceTo(counter);
      seen[wordOf(counter)] = (seen[wordOf(counter)] ?? 0) | bitOf(counter);
      return true;
    },
  };
}

const WORD_BITS = 32;

function wordOf(counter: number): number {
  return Math.floor((counter % REPLAY_WINDOW_SIZE) / WORD_BITS);
}

function bitOf(counter: number): number {
  return 1 << (counter % WORD_BITS);
}
