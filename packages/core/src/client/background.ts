/** Work that nobody waits for. Its failures (the store is full or gone) are logged; what was lost is repeated later. */
import type { Log } from '../port/log.ts';

/** Lets work go on by itself. */
export type Background = (work: Promise<unknown>) => void;

/** Makes the caretaker of such work. */
export function createBackground(log: Log): Background {
  return work => {
    work.catch((problem: unknown) => log.error('background.failed', { problem: String(problem) }));
  };
}
