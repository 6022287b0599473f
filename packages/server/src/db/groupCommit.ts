/**
 * Group commit (spec/mailbox.md, "Accepted means on disk"): the work of all messages that arrive in one turn of
 * the event loop goes into one transaction, and nobody is answered before it is on disk. One fsync serves them all.
 */

import { failure, type Result, success } from '@sotto/protocol/result';
import type { Cancel, Clock } from '../ops/clock.ts';
import type { DatabaseSync } from './sqlite.ts';

/** What became of one piece of work: its result, or `unavailable` when the transaction failed as a whole. */
export type Outcome<Value> = Result<Value, 'unavailable'>;

/** Queues work for the next transaction. */
export interface GroupCommit {
  /**
   * `work` runs inside the next transaction, in the order of adding, and must change nothing but the database;
   * `done` runs after the commit, in the same order, and is where memory may follow.
   */
  add<Value>(work: () => Value, done: (outcome: Outcome<Value>) => void): void;
  /**
   * As `add`, for work that frees space and that nobody waits for: it joins the next transaction, or makes its own
   * after {@link FREEING_DELAY_MS}. When that fails it is tried once more without the others.
   */
  addFreeing(work: () => void): void;
  /** Commits what is queued now instead of at the end of this turn. */
  flush(): void;
}

/** How long work that nobody waits for may wait for a transaction to join. */
export const FREEING_DELAY_MS = 25;

/** Is told how transactions end. */
export interface GroupCommitObserver {
  committed(): void;
  failed(error: unknown): void;
}

interface Entry {
  readonly work: () => unknown;
  readonly done: (outcome: Outcome<never>) => void;
  readonly frees: boolean;
  value: unknown;
}

/** A group commit over an open database, with which nothing else may hold a transaction open across turns. */
export function createGroupCommit(
  database: DatabaseSync,
  observer: GroupCommitObserver,
  clock: Clock,
): GroupCommit {
  const transact = createTransaction(database, observer);
  let queue: Entry[] = [];
  let isScheduled = false;
  let cancelFreeing: Cancel | undefined;
  const flush = (): void => {
    const entries = queue;
    queue = [];
    isScheduled = false;
    cancelFreeing?.();
    cancelFreeing = undefined;
    if (entries.length === 0) return;
    const isCommitted = transact(entries);
    if (!isCommitted) retryFreeing(entries, transact);
    for (const entry of entries) {
      entry.done(isCommitted ? success(entry.value as never) : failure('unavailable'));
    }
  };
  return {
    add: (work, done) => {
      if (!isScheduled) setImmediate(flush);
      isScheduled = true;
      queue.push({ work, done, frees: false, value: undefined });
    },
    addFreeing: work => {
      if (!isScheduled) cancelFreeing ??= clock.after(FREEING_DELAY_MS, flush);
      queue.push({ work, done: () => undefined, frees: true, value: undefined });
    },
    flush,
  };
}

type Transact = (entries: readonly Entry[]) => boolean;

function createTransaction(database: DatabaseSync, observer: GroupCommitObserver): Transact {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  return entries => {
    try {
      begin.run();
      for (const entry of entries) entry.value = entry.work();
      commit.run();
      observer.committed();
      return true;
    } catch (error) {
      observer.failed(error);
      rollBack(database);
      return false;
    }
  };
}

/** SQLite rolls back by itself after some failures, a full disk among them; then there is nothing left to do. */
function rollBack(database: DatabaseSync): void {
  if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
}

/** A full disk must not keep owners from emptying their mailboxes. */
function retryFreeing(entries: readonly Entry[], transact: Transact): void {
  const freeing = entries.filter(entry => entry.frees);
  if (freeing.length > 0 && freeing.length < entries.length) transact(freeing);
}
