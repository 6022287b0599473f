/**
 * The stored side of a link call: who is in it, its epoch, its newest commits (spec/links.md, "Room"). So a server that
 * is killed goes on with every call where it was. Everything here runs inside a transaction.
 */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { SeatId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { CommitRoom } from '@sotto/protocol/wire/commitRoom';
import type { Database } from '../db/database.ts';
import type { LinkRow } from '../db/linkTable.ts';
import type { RoomCommitRow } from '../db/roomTable.ts';
import { buryLink, removeRoom } from '../link/links.ts';

/** Somebody who takes a seat. */
export interface NewMember {
  readonly seat: SeatId;
  readonly seatKey: Uint8Array;
}

/** Commits that are kept for members who were cut off. */
export const KEPT_COMMITS = 64;
/** Most bytes of commits that are told again; who missed more joins anew. */
export const MAX_CATCH_UP_BYTES = 524_288;

/** Begins a call with one person in it. */
export function beginRoom(
  database: Database,
  link: LinkRow,
  roomId: string,
  first: NewMember,
  day: number,
): void {
  removeRoom(database, link.key);
  database.rooms.insert.run({ link: link.key, roomId });
  database.rooms.insertMember.run({ link: link.key, ...first });
  database.links.markDay.run({ key: link.key, day });
}

/** A commit by a member, with those in the lobby whom it adds. */
export interface NewCommit extends Pick<CommitRoom, 'epoch' | 'commit' | 'removes'> {
  readonly link: number;
  readonly roomId: string;
  readonly by: SeatId;
  readonly adds: readonly NewMember[];
  /** Most people that the server and the host allow. */
  readonly people: number;
  readonly day: number;
}

/** Accepts a commit if it is the first on its epoch. Errors: `noRoom`, `epochTaken`, `roomFull`, `noKnock`. */
export function storeCommit(database: Database, change: NewCommit): Result<undefined, ErrorCode> {
  const { adds, by, commit, day, epoch, link, removes } = change;
  const { rooms } = database;
  if (rooms.byLink.first({ link })?.roomId !== change.roomId) return failure('noRoom');
  if (rooms.member.first({ link, seat: by }) === undefined) return failure('noRoom');
  const room = rooms.byLink.first({ link });
  if (room?.epoch !== epoch) return failure('epochTaken');
  if (adds.some(({ seat }) => rooms.member.first({ link, seat }) !== undefined)) return failure('noKnock');
  const gone = new Set(removes.filter(seat => rooms.member.first({ link, seat }) !== undefined));
  const rest = (rooms.countMembers.first({ link })?.count ?? 0) - gone.size;
  if (adds.length > 0 && rest + adds.length > change.people) return failure('roomFull');
  for (const seat of gone) rooms.removeMember.run({ link, seat });
  for (const { seat, seatKey } of adds) rooms.insertMember.run({ link, seat, seatKey });
  rooms.advance.run({ link, epoch });
  rooms.insertCommit.run({ link, epoch, seat: by, bytes: commit });
  rooms.removeCommitsBefore.run({ link, epoch: epoch + 1 - KEPT_COMMITS });
  database.links.markDay.run({ key: link, day });
  if (adds.length > 0) database.links.markUsed.run({ key: link });
  return success(undefined);
}

/** What a member missed since an epoch, in order. Errors: `epochGone`. */
export function readCommits(
  database: Database,
  link: number,
  from: number,
  until: number,
): Result<readonly RoomCommitRow[], 'epochGone'> {
  if (from > until || until - from > KEPT_COMMITS) return failure('epochGone');
  const commits = database.rooms.commitsFrom.all({ link, epoch: from });
  const bytes = commits.reduce((sum, commit) => sum + commit.bytes.length, 0);
  return commits.length === until - from && bytes <= MAX_CATCH_UP_BYTES
    ? success(commits)
    : failure('epochGone');
}

/** What a departure left behind: the call goes on, is over, or was the only one of its link. */
export type Departure = 'goesOn' | 'over' | 'linkExpired';

/** Takes somebody out of a call, and ends it with the last one. */
export function removeMember(database: Database, link: number, seat: SeatId): Departure {
  database.rooms.removeMember.run({ link, seat });
  if ((database.rooms.countMembers.first({ link })?.count ?? 0) > 0) return 'goesOn';
  removeRoom(database, link);
  const row = database.links.byKey.first({ key: link });
  if (row?.state !== 'active' || row.once !== 1 || row.wasUsed !== 1) return 'over';
  buryLink(database, link, 'expired');
  return 'linkExpired';
}
