/**
 * One server per data directory. The lock is the operating system's lock on a file, taken through SQLite: the
 * kernel drops it with the process, so one that was killed leaves nothing stale, and process ids (all 1 in
 * containers) never have to be believed.
 */
import { join } from 'node:path';
import { failure, type Result, success } from '@sotto/protocol/result';
import { DatabaseSync } from './sqlite.ts';

/** File that is locked, inside the data directory. */
export const LOCK_FILE = 'server.lock';

/** A held lock. */
export interface DataLock {
  /** Lets the next server in. */
  release(): void;
}

/** Takes the lock, or `locked` when another server, in this process or any other, holds it. */
export function lockDataDirectory(dataDirectory: string): Result<DataLock, 'locked'> {
  const file = new DatabaseSync(join(dataDirectory, LOCK_FILE), { timeout: 0 });
  try {
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch {
    file.close();
    return failure('locked');
  }
  return success({ release: () => file.close() });
}
