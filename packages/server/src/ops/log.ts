/**
 * The operator's log: one JSON object per line. Never an address, a name, a key or an id that links people
 * (spec/socket.md, "What is logged"). Facts are counts, codes and versions; a text that looks like more than that
 * is replaced before it is written, so that a careless caller cannot leak.
 */
import type { Clock } from './clock.ts';

/** What a line may say beside its event: counts, codes, versions, whether something is on. */
export type LogFacts = Readonly<Record<string, string | number | boolean>>;

/** One line per life-cycle transition (`info`), per surprise that was handled (`warn`), per failure (`error`). */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

/** A log that hands finished lines, each with its line end, to `write`. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const line =
    (level: string) =>
    (event: string, facts: LogFacts = {}): void =>
      write(
        `${JSON.stringify({ ...withoutSecrets(facts), time: new Date(clock.now()).toISOString(), level, event })}\n`,
      );
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** The code of a caught error (`ENOSPC`, `SQLITE_FULL`, `TypeError`), never its message, which may quote input. */
export function errorToCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return `SQLITE_${errcode}`;
  return typeof code === 'string' ? code : error.name;
}

/** Ids, keys and hashes; IPv4; IPv6. */
const SECRET = /[A-Za-z0-9_+/-]{22,}|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,}[0-9a-f]{0,4}/i;

function withoutSecrets(facts: LogFacts): LogFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && SECRET.test(value) ? '(left out)' : value,
    ]),
  );
}
