/**
 * Whether a change of the group may happen (spec/group.md, "Admission"): asked by whoever commits before it commits,
 * by every member before it applies a commit, and by a joiner of everybody it finds. The server has no say in it.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { GroupMember } from './member.ts';
import { approvalOf, isBanned, isExpelled, isHost, isLocked, type Rulings } from './statements.ts';

/** Why somebody may not come in, or a change is refused. */
export type AdmissionFailure =
  /** A host has banned this person. */
  | 'banned'
  /** No host has approved this person, and the link asks for that. */
  | 'notApproved'
  /** Only hosts let people in now. */
  | 'locked'
  /** A host has removed this person from this call: only hosts let it in again. */
  | 'expelled'
  /** Somebody who is no host removes somebody who is there. */
  | 'notHost'
  /** The seat is taken, or was used before. */
  | 'usedSeat'
  /** More people than the host allows. */
  | 'full';

/** The rules in force. */
export interface RoomRules {
  readonly record: LinkRecord;
  readonly rulings: Rulings;
}

/** A change by one member. */
export interface GroupChange {
  readonly by: GroupMember;
  readonly added: readonly Omit<GroupMember, 'leaf'>[];
  readonly removed: readonly GroupMember[];
}

/** What a change is judged against. */
export interface ChangeContext extends RoomRules {
  readonly groupId: Uint8Array;
  readonly members: readonly GroupMember[];
  /** Seats that were in the group and have left it. */
  readonly usedSeats: ReadonlySet<SeatId>;
  /** Whether a seat is certainly there: the server says so, and it was heard of just now. */
  readonly isPresent: (seat: SeatId) => boolean;
}

/** Why this change may not happen; `undefined` when it may. */
export function judgeChange(context: ChangeContext, change: GroupChange): AdmissionFailure | undefined {
  const { by, added, removed } = change;
  const isByHost = isHost(context.record, by.pseudonym);
  if (!isByHost && removed.some(each => !mayBeRemoved(context, by, each))) return 'notHost';
  if (!isByHost && added.length > 0 && isLocked(context.rulings, context.groupId)) return 'locked';
  if (!isByHost && added.some(({ pseudonym }) => isOut(context, pseudonym))) return 'expelled';
  const staying = context.members.filter(member => !removed.includes(member));
  if (staying.length + added.length > context.record.terms.people && added.length > 0) return 'full';
  return judgeAdded(context, staying, added);
}

/** Why a person may not be in the room; `undefined` when it may. */
export function judgePerson({ record, rulings }: RoomRules, pseudonym: Bytes): AdmissionFailure | undefined {
  if (isHost(record, pseudonym)) return undefined;
  if (isBanned(rulings, record, pseudonym)) return 'banned';
  if (record.policy === 'open') return undefined;
  const approval = approvalOf(rulings, pseudonym)?.statement;
  const isApproved = approval?.k === 'approve' && (record.policy === 'ask' || approval.isContact);
  return isApproved ? undefined : 'notApproved';
}

/** Whether only hosts may let this person into this group again. */
export function isOut(
  { record, rulings, groupId }: Omit<ChangeContext, 'members' | 'usedSeats' | 'isPresent'>,
  pseudonym: Bytes,
): boolean {
  return !isHost(record, pseudonym) && isExpelled(rulings, groupId, pseudonym);
}

function judgeAdded(
  context: ChangeContext,
  staying: readonly GroupMember[],
  added: GroupChange['added'],
): AdmissionFailure | undefined {
  const seats = new Set(staying.map(({ seat }) => seat));
  for (const { seat, pseudonym } of added) {
    if (seats.has(seat) || context.usedSeats.has(seat)) return 'usedSeat';
    seats.add(seat);
    const failure = judgePerson(context, pseudonym);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Whoever is gone, whoever is banned, and an earlier seat of one's own. */
function mayBeRemoved(context: ChangeContext, by: GroupMember, removed: GroupMember): boolean {
  if (isSameBytes(by.pseudonym, removed.pseudonym)) return true;
  if (judgePerson(context, removed.pseudonym) !== undefined) return true;
  return !context.isPresent(removed.seat);
}
