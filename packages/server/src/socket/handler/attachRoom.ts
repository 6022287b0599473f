/** `attachRoom`: somebody in the call continues on this socket, and is told what it missed. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { AttachRoom } from '@sotto/protocol/wire/attachRoom';
import type { Context } from '../../context.ts';
import type { RoomCommitRow } from '../../db/roomTable.ts';
import { findLink } from '../../link/links.ts';
import { isProven } from '../../mailbox/proof.ts';
import { readCommits } from '../../room/roomStore.ts';
import { type Seat, seatToWelcome } from '../../room/seat.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `attachRoom` message (see the head of this file). */
export function handleAttachRoom(context: Context, session: Session, message: AttachRoom): void {
  const { card, epoch, n } = message;
  context.database.commits.add(
    () => attach(context, session, message),
    outcome =>
      settle(session, n, outcome, ({ commits, seat }) => {
        if (session.isClosed) return;
        session.confirm(n);
        seat.card = card ?? seat.card;
        context.rooms.attached(seat, session, { commits, needsWelcome: epoch === undefined });
      }),
  );
}

interface Attachment {
  readonly seat: Seat;
  readonly commits: readonly RoomCommitRow[];
}

function attach(
  { clock, database, rooms }: Context,
  session: Session,
  message: AttachRoom,
): Result<Attachment, ErrorCode> {
  const { linkId, proof } = message;
  const link = findLink(database, linkId, clock.now());
  if (!link.ok) return link;
  const room = database.rooms.byLink.first({ link: link.value.key });
  const seat = rooms.hall(linkId)?.members.get(message.seat);
  const member = database.rooms.member.first({ link: link.value.key, seat: message.seat });
  if (room === undefined || seat === undefined || member === undefined) return failure('noRoom');
  if (!isProven(member.seatKey, proof, 'attachRoom', session.nonce, linkId, message.seat))
    return failure('badProof');
  const from = message.epoch ?? seatToWelcome(seat)?.epoch;
  if (from === undefined) return failure('epochGone');
  const commits = readCommits(database, link.value.key, from, room.epoch);
  return commits.ok ? success({ seat, commits: commits.value }) : commits;
}
