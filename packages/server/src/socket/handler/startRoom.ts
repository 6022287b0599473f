/** `startRoom`: the first one begins the call. With the host's signature a call that runs is ended for it. */
import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { bytesToId, ID_BYTES, type RoomId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { StartRoom } from '@sotto/protocol/wire/startRoom';
import type { Context } from '../../context.ts';
import { findProvenLink, type LivingLink } from '../../link/links.ts';
import { timeToDay } from '../../mailbox/mailbox.ts';
import { isProven } from '../../mailbox/proof.ts';
import { beginRoom } from '../../room/roomStore.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `startRoom` message (see the head of this file). */
export function handleStartRoom(context: Context, session: Session, message: StartRoom): void {
  const { card, linkId, n, seat, seatKey } = message;
  const wait = context.limits.knocksPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(n, 'rateLimited', wait);
    return;
  }
  const roomId = bytesToId<RoomId>(randomBytes(ID_BYTES));
  context.database.commits.add(
    () => start(context, session, message, roomId),
    outcome =>
      settle(session, n, outcome, ({ key }) => {
        session.confirm(n);
        context.rooms.begun({ link: key, linkId, seat, seatKey, card, socket: session }, roomId);
      }),
  );
}

function start(
  { clock, database, storage }: Context,
  session: Session,
  message: StartRoom,
  roomId: RoomId,
): Result<LivingLink, ErrorCode> {
  const { linkId, replace, seat, seatKey } = message;
  const found = findProvenLink(database, 'startRoom', session.nonce, message, clock.now());
  if (!found.ok) return found;
  const link = found.value;
  if (database.rooms.byLink.first({ link: link.key }) !== undefined) {
    if (replace === undefined) return failure('roomExists');
    if (!isProven(link.adminKey, replace, 'replaceRoom', session.nonce, linkId, seat))
      return failure('badProof');
  }
  if (!storage.hasRoom()) return failure('storageFull');
  beginRoom(database, link, roomId, { seat, seatKey }, timeToDay(clock.now()));
  return success(link);
}
