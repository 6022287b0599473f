/** `commitRoom`: the first commit on an epoch is the one. Whom it adds must wait in the lobby. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { RoomId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CommitRoom } from '@sotto/protocol/wire/commitRoom';
import type { Context } from '../../context.ts';
import { timeToDay } from '../../mailbox/mailbox.ts';
import { storeCommit } from '../../room/roomStore.ts';
import type { Seat } from '../../room/seat.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** A commit counts as much as messages of so many bytes, the largest that there are. */
const WEIGHT_BYTES = 65_536;

/** Handles a `commitRoom` message (see the head of this file). */
export function handleCommitRoom(context: Context, session: Session, message: CommitRoom): void {
  const { commit, epoch, linkId, n, removes, welcome } = message;
  const by = session.seats.get(linkId);
  const weight = Math.ceil((commit.length + (welcome?.length ?? 0)) / WEIGHT_BYTES);
  const wait = by === undefined ? 0 : context.limits.sendsPerMailbox.take(`${by.link} ${by.id}`, weight);
  if (wait > 0) {
    session.refuse(n, 'rateLimited', wait);
    return;
  }
  context.database.commits.add(
    () => decide(context, session, message),
    outcome =>
      settle(session, n, outcome, ({ adds, seat }) => {
        session.confirm(n);
        context.rooms.committed({ linkId, epoch, by: seat.id, commit, welcome, adds, removes });
      }),
  );
}

interface Decision {
  readonly seat: Seat;
  readonly adds: readonly Seat[];
}

function decide(context: Context, session: Session, message: CommitRoom): Result<Decision, ErrorCode> {
  const { clock, config, database, rooms, storage } = context;
  const { commit, epoch, linkId, removes } = message;
  const seat = session.seats.get(linkId);
  const hall = rooms.hall(linkId);
  const link = database.links.byLinkId.first({ linkId });
  if (seat?.isMember !== true || hall?.roomId === undefined || link === undefined) return failure('noRoom');
  const adds = findAdded(message, hall.waiting);
  if (adds === undefined) return failure('noKnock');
  if (!storage.hasRoom()) return failure('storageFull');
  const stored = storeCommit(database, {
    link: link.key,
    roomId: hall.roomId satisfies RoomId,
    epoch,
    commit,
    by: seat.id,
    removes,
    adds: adds.map(({ id, key }) => ({ seat: id, seatKey: key })),
    people: Math.min(link.people, config.room.people),
    day: timeToDay(clock.now()),
  });
  return stored.ok ? success({ seat, adds }) : stored;
}

/** The seats of those who are added, if all of them wait, each is named once, and there is a welcome exactly for them. */
function findAdded(
  { adds, welcome }: CommitRoom,
  waiting: ReadonlyMap<string, Seat>,
): readonly Seat[] | undefined {
  const seats = adds.flatMap(id => waiting.get(id) ?? []);
  const isComplete = seats.length === adds.length && new Set(adds).size === adds.length;
  return isComplete && (welcome !== undefined) === adds.length > 0 ? seats : undefined;
}
