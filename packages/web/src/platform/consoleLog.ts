/** The {@link Log} port on the browser's console, with the last lines kept for a report the person may copy. */
import type { Log } from '@sotto/core/port/log';

const KEPT_LINES = 300;
type Level = 'info' | 'warn' | 'error';
type Facts = Readonly<Record<string, string | number | boolean>>;

/** A log that also remembers its last lines. */
export function createConsoleLog(): Log & { lines(): readonly string[] } {
  const kept: string[] = [];
  const write = (level: Level) => (event: string, facts?: Facts) => {
    const line = `${new Date().toISOString()} ${level} ${event} ${facts === undefined ? '' : JSON.stringify(facts)}`;
    kept.push(line.trimEnd());
    if (kept.length > KEPT_LINES) kept.shift();
    if (level !== 'info') console[level](line);
  };
  return { info: write('info'), warn: write('warn'), error: write('error'), lines: () => kept };
}
