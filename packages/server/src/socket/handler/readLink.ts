/** `readLink`: the sealed record and how many are in the call, for whoever proves the token. No use of the link. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ReadLink } from '@sotto/protocol/wire/readLink';
import type { Context } from '../../context.ts';
import { findProvenLink, linkToEnd, linkToTerms } from '../../link/links.ts';
import { hallToCards } from '../../room/hall.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `readLink` message (see the head of this file). */
export function handleReadLink(context: Context, session: Session, message: ReadLink): void {
  const { clock, database, rooms } = context;
  const { linkId, n } = message;
  database.commits.add(
    () => findProvenLink(database, 'readLink', session.nonce, message, clock.now()),
    outcome =>
      settle(session, n, outcome, row => {
        const hall = rooms.hall(linkId);
        session.tell({
          t: 'link',
          n,
          version: row.version,
          terms: linkToTerms(row),
          record: row.record as Bytes,
          expires: linkToEnd(row),
          people: hall?.members.size ?? 0,
          cards: hall === undefined ? [] : hallToCards(hall),
        });
      }),
  );
}
