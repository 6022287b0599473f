/** Statements on `room`, `member` and `roomCommit`. */
import { sql } from 'kysely';
import { type Preparer, prepareStatement } from './statement.ts';

/** A running link call. */
export interface RoomRow {
  readonly roomId: string;
  readonly epoch: number;
}

/** Somebody in a link call. */
export interface MemberRow {
  readonly link: number;
  readonly seat: string;
  readonly seatKey: Uint8Array;
}

/** A kept commit. */
export interface RoomCommitRow {
  readonly epoch: number;
  readonly seat: string;
  readonly bytes: Uint8Array;
}

/** The prepared statements. */
export type RoomStatements = ReturnType<typeof prepareRoomStatements>;

/** Prepares the statements. */
export function prepareRoomStatements(preparer: Preparer) {
  return { ...prepareRooms(preparer), ...prepareMembers(preparer), ...prepareCommits(preparer) };
}

function prepareRooms(preparer: Preparer) {
  return {
    byLink: prepareStatement<{ link: number }, RoomRow>(preparer, (builder, parameter) =>
      builder.selectFrom('room').select(['roomId', 'epoch']).where('link', '=', parameter('link')),
    ),
    insert: prepareStatement<{ link: number; roomId: string }>(preparer, (builder, parameter) =>
      builder.insertInto('room').values({ link: parameter('link'), roomId: parameter('roomId'), epoch: 0 }),
    ),
    /** The compare-and-swap: no change when the epoch is another one. */
    advance: prepareStatement<{ link: number; epoch: number }>(preparer, (builder, parameter) =>
      builder
        .updateTable('room')
        .set(column => ({ epoch: column('epoch', '+', 1) }))
        .where('link', '=', parameter('link'))
        .where('epoch', '=', parameter('epoch')),
    ),
    remove: prepareStatement<{ link: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('room').where('link', '=', parameter('link')),
    ),
  };
}

function prepareMembers(preparer: Preparer) {
  return {
    /** Everybody in any call, in the order of joining. */
    allMembers: prepareStatement<Record<never, never>, MemberRow>(preparer, builder =>
      builder.selectFrom('member').select(['link', 'seat', 'seatKey']).orderBy('key'),
    ),
    member: prepareStatement<{ link: number; seat: string }, MemberRow>(preparer, (builder, parameter) =>
      builder
        .selectFrom('member')
        .select(['link', 'seat', 'seatKey'])
        .where('link', '=', parameter('link'))
        .where('seat', '=', parameter('seat')),
    ),
    countMembers: prepareStatement<{ link: number }, { readonly count: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('member')
          .select(sql<number>`count(*)`.as('count'))
          .where('link', '=', parameter('link')),
    ),
    insertMember: prepareStatement<{ link: number; seat: string; seatKey: Uint8Array }>(
      preparer,
      (builder, parameter) =>
        builder
          .insertInto('member')
          .values({ link: parameter('link'), seat: parameter('seat'), seatKey: parameter('seatKey') }),
    ),
    removeMember: prepareStatement<{ link: number; seat: string }>(preparer, (builder, parameter) =>
      builder
        .deleteFrom('member')
        .where('link', '=', parameter('link'))
        .where('seat', '=', parameter('seat')),
    ),
    removeMembers: prepareStatement<{ link: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('member').where('link', '=', parameter('link')),
    ),
  };
}

function prepareCommits(preparer: Preparer) {
  return {
    insertCommit: prepareStatement<{ link: number; epoch: number; seat: string; bytes: Uint8Array }>(
      preparer,
      (builder, parameter) =>
        builder.insertInto('roomCommit').values({
          link: parameter('link'),
          epoch: parameter('epoch'),
          seat: parameter('seat'),
          bytes: parameter('bytes'),
        }),
    ),
    /** Commits from an epoch on, in order. */
    commitsFrom: prepareStatement<{ link: number; epoch: number }, RoomCommitRow>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('roomCommit')
          .select(['epoch', 'seat', 'bytes'])
          .where('link', '=', parameter('link'))
          .where('epoch', '>=', parameter('epoch'))
          .orderBy('epoch'),
    ),
    removeCommitsBefore: prepareStatement<{ link: number; epoch: number }>(preparer, (builder, parameter) =>
      builder
        .deleteFrom('roomCommit')
        .where('link', '=', parameter('link'))
        .where('epoch', '<', parameter('epoch')),
    ),
    removeCommits: prepareStatement<{ link: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('roomCommit').where('link', '=', parameter('link')),
    ),
  };
}
