/** Ends call links that nobody used for as long as their hosts allow (spec/links.md, "Life"). */
import type { LinkId } from '@sotto/protocol/ids';
import type { Database } from '../db/database.ts';
import { EXPIRY_INTERVAL_MS } from '../mailbox/expiry.ts';
import { timeToDay } from '../mailbox/mailbox.ts';
import { type Cancel, type Clock, repeatEvery } from '../ops/clock.ts';
import { buryLink, type LinkEnd } from './links.ts';

/** How often it is looked whether another process (the operator's command) has ended a link that is in use. */
export const LINK_CHECK_MS = 2000;
/** Links ended in one step. */
const STEP = 256;

/** What the job works on. */
export interface LinkExpirySurroundings {
  readonly database: Database;
  readonly clock: Clock;
  /** Links at which somebody is, and whether a call runs there. */
  readonly inUse: () => readonly { readonly link: number; readonly linkId: LinkId; readonly runs: boolean }[];
  /** Hears of a link in use that is dead. */
  readonly ended: (linkId: LinkId, how: LinkEnd) => void;
}

/** Runs the job now and every hour, and the look at links in use every two seconds, until cancelled. */
export function startLinkExpiry(surroundings: LinkExpirySurroundings): Cancel {
  const { clock } = surroundings;
  expireLinks(surroundings);
  const cancels = [
    repeatEvery(clock, EXPIRY_INTERVAL_MS, () => expireLinks(surroundings)),
    repeatEvery(clock, LINK_CHECK_MS, () => findEnded(surroundings)),
  ];
  return () => {
    for (const cancel of cancels) cancel();
  };
}

function expireLinks(surroundings: LinkExpirySurroundings): void {
  const { clock, database, inUse } = surroundings;
  database.commits.add(
    () => {
      const day = timeToDay(clock.now());
      for (const { link, runs } of inUse()) if (runs) database.links.markDay.run({ key: link, day });
      const gone = database.links.endedBefore.all({ day, most: STEP });
      for (const { key } of gone) buryLink(database, key, 'expired');
      return gone.length;
    },
    outcome => {
      if (outcome.ok && outcome.value === STEP) expireLinks(surroundings);
    },
  );
}

function findEnded({ database, ended, inUse }: LinkExpirySurroundings): void {
  for (const { link, linkId } of inUse()) {
    const state = database.links.byKey.first({ key: link })?.state;
    if (state === 'revoked' || state === 'expired') ended(linkId, state);
  }
}
