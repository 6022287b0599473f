/** `knock`: somebody who holds the link would like to join and waits in the lobby. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure, type Result } from '@sotto/protocol/result';
import type { Knock } from '@sotto/protocol/wire/knock';
import type { Context } from '../../context.ts';
import { findProvenLink, type LivingLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `knock` message (see the head of this file). */
export function handleKnock(context: Context, session: Session, message: Knock): void {
  const { card, linkId, n, request, seat, seatKey } = message;
  const wait = context.limits.knocksPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(n, 'rateLimited', wait);
    return;
  }
  context.database.commits.add(
    () => findOpenLink(context, session, message),
    outcome =>
      settle(session, n, outcome, ({ key }) => {
        const arrival = { link: key, linkId, seat, seatKey, card, socket: session };
        if (session.isClosed) return;
        if (context.rooms.knocks(arrival, request)) session.confirm(n);
        else session.refuse(n, 'lobbyFull');
      }),
  );
}

function findOpenLink(
  { clock, config, database }: Context,
  session: Session,
  message: Knock,
): Result<LivingLink, ErrorCode> {
  const found = findProvenLink(database, 'knock', session.nonce, message, clock.now());
  if (!found.ok) return found;
  const { key, people } = found.value;
  const inside = database.rooms.countMembers.first({ link: key })?.count ?? 0;
  return inside >= Math.min(people, config.room.people) ? failure('roomFull') : found;
}
