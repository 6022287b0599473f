/**
 * What ends by itself (spec/mailbox.md, "Expiry"): blobs nobody fetched, wills nobody cleared, invitations nobody
 * used and the mailboxes they were for, mailboxes that their owners left behind. Works in small steps, each its own piece of a transaction.
 */
import { BLOB_LIFETIME_DAYS } from '@sotto/protocol/limits';
import type { Database } from '../db/database.ts';
import { type Cancel, type Clock, repeatEvery } from '../ops/clock.ts';
import { DAY_MS, markOwnerSeen, removeMailbox, timeToDay } from './mailbox.ts';
import { removeWill } from './storeWill.ts';

/** How often the job runs. */
export const EXPIRY_INTERVAL_MS = 3_600_000;
/** For how long an unbound mailbox remembers, without its invitation, that it expired: so a late visitor is told why. */
export const TOMBSTONE_DAYS = 90;
/** Rows removed in one step. */
const STEP = 256;

/** What the job works on. */
export interface ExpirySurroundings {
  readonly database: Database;
  readonly clock: Clock;
  /** Hears of each mailbox that is gone. */
  readonly forget: (mailbox: number) => void;
  /** The mailboxes whose owners are here. */
  readonly received: () => Iterable<number>;
  /** Days without its owner after which a mailbox is removed. */
  readonly ownerDays: number;
}

/** Runs the job now and every hour until cancelled. */
export function startExpiry(surroundings: ExpirySurroundings): Cancel {
  const { database, clock, ownerDays } = surroundings;
  let isStopped = false;
  const run = (): void => {
    for (const step of [expireBlobs, expireInvitations, expireWills]) {
      repeatStep(() => step(database, clock.now()));
    }
    database.commits.add(() => noteOwners(surroundings), ignore);
    removeMailboxes(surroundings, () => {
      const day = timeToDay(clock.now()) - ownerDays;
      return database.mailboxes.unseenBefore.all({ day, most: STEP });
    });
    removeMailboxes(surroundings, () => {
      const time = clock.now() - TOMBSTONE_DAYS * DAY_MS;
      return database.mailboxes.unboundBefore.all({ time, most: STEP });
    });
  };
  const repeatStep = (step: () => boolean): void => {
    if (isStopped) return;
    database.commits.add(step, outcome => {
      if (outcome.ok && outcome.value) repeatStep(step);
    });
  };
  run();
  const cancel = repeatEvery(clock, EXPIRY_INTERVAL_MS, run);
  return () => {
    isStopped = true;
    cancel();
  };
}

const ignore = (): void => undefined;

/** Who stays connected for weeks is here every day, too. */
function noteOwners({ database, clock, received }: ExpirySurroundings): void {
  database.mailboxes.markUnknownSeen.run({ day: timeToDay(clock.now()) });
  for (const mailbox of received()) markOwnerSeen(database, mailbox, clock.now());
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
  const expired = database.wills.before.all({ time: now - BLOB_LIFETIME_DAYS * DAY_MS, most: STEP });
  for (const { mailbox } of expired) removeWill(database, mailbox);
  return expired.length === STEP;
}

function removeMailboxes(
  surroundings: Pick<ExpirySurroundings, 'database' | 'forget'>,
  find: () => readonly { readonly key: number }[],
): void {
  const { database, forget } = surroundings;
  database.commits.add(
    () => {
      const gone = find();
      for (const { key } of gone) removeMailbox(database, key);
      return gone;
    },
    outcome => {
      if (!outcome.ok) return;
      for (const { key } of outcome.value) forget(key);
      if (outcome.value.length === STEP) removeMailboxes(surroundings, find);
    },
  );
}
