/** What is done so that a throw stays where it happened: a call machine that stops half-way would never hear again. */
import type { Log } from '../port/log.ts';

/** Does `action`. False when it threw: that is logged as `event` with the error's name, never its words. */
export function attempt(
  log: Log,
  event: string,
  action: () => void,
  facts: Readonly<Record<string, string>> = {},
): boolean {
  try {
    action();
    return true;
  } catch (error) {
    log.error(event, { ...facts, error: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}
