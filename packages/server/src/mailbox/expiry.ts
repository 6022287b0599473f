/**
 * What ends by itself (spec/mailbox.md, "Expiry"): blobs nobody fetched, wills nobody cleared, invitations nobody
 * used and the mailboxes they were for. Works in small steps, each its own piece of a transaction.
 */
import { BLOB_LIFETIME_DAYS } from '@sotto/protocol/limits';
import type { Database } from '../db/database.ts';
import { type Cancel, type Clock, repeatEvery } from '../ops/clock.ts';
import { DAY_MS, removeMailbox } from './mailbox.ts';

/** How often the job runs. */
export const EXPIRY_INTERVAL_MS = 3_600_000;
/** For how long an unbound mailbox remembers, without its invitation, that it expired: so a late visitor is told why. */
export const TOMBSTONE_DAYS = 90;
/** Rows removed in one step. */
const STEP = 256;

/** Runs the job now and every hour until cancelled. `forget` hears of each mailbox that is gone. */
export function startExpiry(database: Database, clock: Clock, forget: (mailbox: number) => void): Cancel {
  let isStopped = false;
  const run = (): void => {
    for (const step of [expireBlobs, expireInvitations, expireWills]) {
      repeatStep(database, () => step(database, clock.now()));
    }
    removeTombstones(database, clock, forget);
  };
  const repeatStep = (target: Database, step: () => boolean): void => {
    if (isStopped) return;
    target.commits.add(step, outcome => {
      if (outcome.ok && outcome.value) repeatStep(target, step);
    });
  };
  run();
  const cancel = repeatEvery(clock, EXPIRY_INTERVAL_MS, run);
  return () => {
    isStopped = true;
    cancel();
  };
}

/** Removes the oldest blobs past their time; returns whether there may be more. */
function expireBlobs(database: Database, now: number): boolean {
  const oldest = database.blobs.oldest.all({ most: STEP });
  const expired = oldest.filter(blob => blob.time <= now - BLOB_LIFETIME_DAYS * DAY_MS);
  for (const { id, mailbox, size } of expired) {
    database.blobs.removeById.run({ id });
    database.mailboxes.countOut.run({ key: mailbox, blobs: 1, bytes: size });
  }
  return expired.length === STEP;
}

function expireInvitations(database: Database, now: number): boolean {
  return database.invitations.removeExpired.run({ time: now, most: STEP }) === STEP;
}

function expireWills(database: Database, now: number): boolean {
  database.wills.removeBefore.run({ time: now - BLOB_LIFETIME_DAYS * DAY_MS });
  return false;
}

function removeTombstones(database: Database, clock: Clock, forget: (mailbox: number) => void): void {
  const time = clock.now() - TOMBSTONE_DAYS * DAY_MS;
  database.commits.add(
    () => {
      const gone = database.mailboxes.unboundBefore.all({ time, most: STEP });
      for (const { key } of gone) removeMailbox(database, key);
      return gone;
    },
    outcome => {
      if (!outcome.ok) return;
      for (const { key } of outcome.value) forget(key);
    },
  );
}
