/** Telling everybody of a commit in one go, so that nobody hears of an epoch before those who begin it. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { describeKnock, type Hall, hallToPeople, tellMembers } from './hall.ts';
import { type Seat, tellSeat } from './seat.ts';

/** An accepted commit. */
export interface CommitNews {
  readonly linkId: LinkId;
  /** The epoch that it ended. */
  readonly epoch: number;
  readonly by: SeatId;
  readonly commit: Bytes;
  readonly welcome: Bytes | undefined;
  readonly adds: readonly Seat[];
  readonly removes: readonly SeatId[];
}

/**
 * Seats the added, tells the commit to those who were in the call (the committer, whose echo it is, and the removed,
 * too), and the welcome to the added, with a list of people that counts them all. Returns the added who are cut off, and
 * those for whom too much waits.
 */
export function announceCommit(
  hall: Hall,
  news: CommitNews,
  now: number,
): { readonly absent: readonly Seat[]; readonly lost: readonly Seat[] } {
  const { adds, by, commit, epoch, linkId, welcome } = news;
  const roomId = hall.roomId;
  if (roomId === undefined) return { absent: [], lost: [] };
  const lost = [...tellMembers(hall, { t: 'roomCommit', linkId, roomId, epoch, by, commit })];
  hall.epoch = epoch + 1;
  for (const seat of adds) {
    hall.waiting.delete(seat.id);
    hall.members.set(seat.id, seat);
    Object.assign(seat, { isMember: true, request: undefined, since: now });
    if (seat.socket !== undefined) seat.socket.wasInCall = true;
  }
  const removed = new Set(news.removes);
  const people = hallToPeople(hall).filter(({ seat }) => !removed.has(seat));
  if (welcome === undefined) return { absent: [], lost };
  const admitted: ServerMessage = { t: 'admitted', linkId, roomId, epoch: epoch + 1, welcome, people };
  for (const seat of adds) {
    if (!tellSeat(seat, admitted)) lost.push(seat);
    for (const one of hall.waiting.values()) tellSeat(seat, describeKnock(one));
  }
  return { absent: adds.filter(seat => seat.socket === undefined), lost };
}
