/**
 * Which frame keys are in force on the connections of a room (spec/group.md, "Frame keys"). Pure: the plan after each
 * change of the group, and the keys of each connection by the plan.
 */
import type { SeatId } from '@sotto/protocol/ids';
import type { FrameEpoch } from '../group/frameKeys.ts';
import { toKeyId } from '../group/frameKeys.ts';
import type { GroupMember } from '../group/member.ts';
import type { FrameKeys } from '../port/peerConnection.ts';

/** The epochs whose keys are held, and the one to seal with. Never modified. */
export interface FramePlan {
  readonly me: GroupMember;
  /** Oldest first; the last is the group's. */
  readonly epochs: readonly FrameEpoch[];
  readonly sendEpoch: number;
  /** In which epoch each seat was first seen. */
  readonly joinedAt: ReadonlyMap<SeatId, number>;
  /** Who has not said yet that it is in the newest epoch. */
  readonly awaited: ReadonlySet<SeatId>;
}

/** What a change of the group brings. */
export interface FrameChange {
  readonly me: GroupMember;
  readonly members: readonly GroupMember[];
  readonly frames: FrameEpoch;
  /** Somebody was removed: the sending key changes at once. */
  readonly hasRemoved: boolean;
}

/** The plan in the epoch that has begun. Undefined before: this member has just come in. */
export function followEpoch(plan: FramePlan | undefined, change: FrameChange): FramePlan {
  const { me, members, frames, hasRemoved } = change;
  const { epoch } = frames;
  const known = plan?.joinedAt;
  const joinedAt = new Map(members.map(({ seat }) => [seat, known?.get(seat) ?? epoch]));
  // Nobody who was here before waits for this member, and it has no older key.
  const isFresh = plan === undefined || hasRemoved;
  const others = members.filter(({ seat }) => seat !== me.seat && known?.has(seat) === true);
  const awaited = new Set(isFresh ? [] : others.map(({ seat }) => seat));
  const sendEpoch = isFresh || awaited.size === 0 ? epoch : plan.sendEpoch;
  return { me, epochs: [...(plan?.epochs ?? []), frames], sendEpoch, joinedAt, awaited };
}

/** After a member has said in which epoch it is. */
export function hearEpoch(plan: FramePlan, seat: SeatId, epoch: number): FramePlan {
  if (epoch < newestEpoch(plan) || !plan.awaited.has(seat)) return plan;
  const awaited = new Set([...plan.awaited].filter(each => each !== seat));
  return awaited.size === 0 ? useNewest(plan) : { ...plan, awaited };
}

/** Seals with the newest key, whoever has it by now. */
export function useNewest(plan: FramePlan): FramePlan {
  return { ...plan, sendEpoch: newestEpoch(plan), awaited: new Set() };
}

/** Without the keys of epochs before this one; the newest always stays. */
export function forgetBefore(plan: FramePlan, epoch: number): FramePlan {
  const newest = newestEpoch(plan);
  const epochs = plan.epochs.filter(each => each.epoch >= epoch || each.epoch === newest);
  return { ...plan, epochs, sendEpoch: Math.max(plan.sendEpoch, epochs[0]?.epoch ?? newest) };
}

/** The keys of the connection with a member. Undefined for somebody who is not in the group. */
export function keysWith(plan: FramePlan, member: GroupMember): FrameKeys | undefined {
  const joined = plan.joinedAt.get(member.seat);
  if (joined === undefined) return undefined;
  const held = plan.epochs.filter(({ epoch }) => epoch >= joined);
  const send = held.find(({ epoch }) => epoch === Math.max(plan.sendEpoch, joined));
  if (send === undefined) return undefined;
  return {
    send: { kid: toKeyId(plan.me.leaf, send.epoch), key: send.baseKey },
    receive: held.map(({ epoch, baseKey }) => ({ kid: toKeyId(member.leaf, epoch), key: baseKey })),
  };
}

function newestEpoch(plan: FramePlan): number {
  return plan.epochs.at(-1)?.epoch ?? 0;
}
