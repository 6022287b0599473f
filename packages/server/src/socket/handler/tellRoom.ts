/** `tellRoom`: a sealed blob for one or all others in the call. Never stored; who is cut off gets it when it is back. */
import type { TellRoom } from '@sotto/protocol/wire/tellRoom';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';

/** Handles a `tellRoom` message (see the head of this file). */
export function handleTellRoom({ limits, rooms }: Context, session: Session, message: TellRoom): void {
  const { blob, linkId, n, to } = message;
  const seat = session.seats.get(linkId);
  if (seat?.isMember !== true) {
    session.refuse(n, 'noRoom');
    return;
  }
  const wait =
    limits.sendsPerMailbox.take(`${seat.link} ${seat.id}`) || limits.sendsPerAddress.take(session.address);
  if (wait > 0) session.refuse(n, 'rateLimited', wait);
  else if (rooms.told(seat, to, { t: 'roomMessage', linkId, from: seat.id, blob })) session.confirm(n);
  else session.refuse(n, 'noRoom');
}
