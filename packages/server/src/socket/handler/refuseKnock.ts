/** `refuseKnock`: the people in the call send somebody out of the lobby. */
import type { RefuseKnock } from '@sotto/protocol/wire/refuseKnock';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `refuseKnock` message (see the head of this file). */
export function handleRefuseKnock({ rooms }: Context, session: Session, message: RefuseKnock): void {
  const { linkId, n, note, seat } = message;
  if (session.seats.get(linkId)?.isMember !== true) session.refuse(n, 'noRoom');
  else if (rooms.refused(linkId, seat, note)) session.confirm(n);
  else session.refuse(n, 'noKnock');
}
