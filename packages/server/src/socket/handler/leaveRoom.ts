/** `leaveRoom`: out of the lobby or the call. Whoever is in neither has left. */
import { success } from '@sotto/protocol/result';
import type { LeaveRoom } from '@sotto/protocol/wire/leaveRoom';
import type { Context } from '../../context.ts';
import { type Departure, removeMember } from '../../room/roomStore.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `leaveRoom` message (see the head of this file). */
export function handleLeaveRoom({ database, rooms }: Context, session: Session, message: LeaveRoom): void {
  const { linkId, n } = message;
  database.commits.add(
    () => {
      const seat = session.seats.get(linkId);
      const departure: Departure =
        seat?.isMember === true ? removeMember(database, seat.link, seat.id) : 'goesOn';
      return success({ seat, departure });
    },
    outcome =>
      settle(session, n, outcome, ({ departure, seat }) => {
        session.confirm(n);
        if (seat !== undefined) rooms.left(seat, departure);
      }),
  );
}
