/**
 * The receiving half of a room's group (spec/group.md, "Receiving"). Checks what the MLS library leaves to its user:
 * which changes are allowed, that nobody's identity changes, that a sender is who it was.
 */
import { type Bytes, concatBytes, isSameBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ClientState, IncomingMessageCallback, PrivateMessage } from 'ts-mls';
import { decryptSenderData } from 'ts-mls/privateMessage.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import type { AdmissionFailure, GroupChange } from './admission.ts';
import type { GroupKit } from './groupKit.ts';
import { credentialToMember, type GroupMember } from './member.ts';
import { areKeysSealable } from './nodeKeys.ts';
import { decodePrivate, groupEpoch, isWellFormed, type RoomGroup, toRoomGroup } from './roomGroup.ts';

/**
 * Why a commit was not applied; the group stays as it was. `malformed`: no commit of this group. `wrongEpoch`: not on
 * the current epoch. `forged`: not by a member, or more than adds and removes. `unusableKey`: nobody could be removed any more,
 * for it brings a key to which nothing can be sealed. The others: against the rules.
 */
export type CommitFailure = 'malformed' | 'wrongEpoch' | 'forged' | 'unusableKey' | AdmissionFailure;

/** A group after a commit by somebody else. */
export interface AppliedCommit {
  readonly group: RoomGroup;
  readonly change: GroupChange;
  /** The commit removed this member; the group is over for it. */
  readonly isRemoved: boolean;
}

/** Applies a commit if `judge` has nothing against what it changes. */
export async function applyCommit(
  kit: GroupKit,
  group: RoomGroup,
  bytes: Bytes,
  judge: (change: GroupChange) => AdmissionFailure | undefined,
): Promise<Result<AppliedCommit, CommitFailure>> {
  const message = decodePrivate(group, bytes, 'commit');
  if (message === undefined) return failure('malformed');
  if (Number(message.epoch) !== groupEpoch(group)) return failure('wrongEpoch');
  const verdict = createVerdict(group, judge);
  const processing = processPrivateMessage(group.mls, message, emptyPskIndex, kit.suite, verdict.hear);
  const done = await processing.catch(() => undefined);
  if (verdict.failure() !== undefined) return failure(verdict.failure() ?? 'forged');
  const change = verdict.change();
  if (done?.kind !== 'newState' || done.actionTaken !== 'accept' || change === undefined)
    return failure('forged');
  const isRemoved = done.newState.groupActiveState.kind === 'removedFromGroup';
  if (isRemoved) return success({ group, change, isRemoved });
  if (!isWellFormed(done.newState) || !keepsIdentities(group.mls, done.newState)) return failure('forged');
  const areUsable = await areKeysSealable(kit.suite, done.newState.ratchetTree, group.mls.ratchetTree);
  if (!areUsable) return failure('unusableKey');
  return success({ group: toRoomGroup(done.newState), change, isRemoved });
}

/** A message of a member. */
export interface OpenedMessage {
  readonly group: RoomGroup;
  readonly from: GroupMember;
  readonly plaintext: Bytes;
}

/**
 * Opens a message of the current epoch or one of those still held. `forged`: not by a member. `tooOld`: its keys are
 * gone, or its author is. `replayed` is `forged`, too: the library gives each key once.
 */
export async function openFromGroup(
  kit: GroupKit,
  group: RoomGroup,
  bytes: Bytes,
): Promise<Result<OpenedMessage, 'malformed' | 'forged' | 'tooOld' | 'wrongEpoch'>> {
  const message = decodePrivate(group, bytes, 'application');
  if (message === undefined) return failure('malformed');
  if (Number(message.epoch) > groupEpoch(group)) return failure('wrongEpoch');
  const sender = await readSender(kit, group, message);
  if (sender === 'tooOld') return failure('tooOld');
  if (sender === undefined || sender.leaf === group.mls.privatePath.leafIndex) return failure('forged');
  const processing = processPrivateMessage(group.mls, message, emptyPskIndex, kit.suite, () => 'reject');
  const done = await processing.catch(() => undefined);
  if (done?.kind !== 'applicationMessage') return failure('forged');
  const plaintext = concatBytes(done.message);
  return success({ group: { ...group, mls: done.newState }, from: sender, plaintext });
}

/** Takes the library's question, answers it, and remembers what it was about. */
function createVerdict(group: RoomGroup, judge: (change: GroupChange) => AdmissionFailure | undefined) {
  let change: GroupChange | undefined;
  let refused: AdmissionFailure | undefined;
  const hear: IncomingMessageCallback = incoming => {
    if (incoming.kind !== 'commit') return 'reject';
    change = toChange(group, incoming);
    refused = change === undefined ? undefined : judge(change);
    return change === undefined || refused !== undefined ? 'reject' : 'accept';
  };
  return { hear, change: () => change, failure: () => refused };
}

type IncomingCommit = Extract<Parameters<IncomingMessageCallback>[0], { kind: 'commit' }>;

function toChange(group: RoomGroup, { senderLeafIndex, proposals }: IncomingCommit): GroupChange | undefined {
  const by = group.members.find(({ leaf }) => leaf === senderLeafIndex);
  if (by === undefined) return undefined;
  const added: Omit<GroupMember, 'leaf'>[] = [];
  const removed: GroupMember[] = [];
  for (const { proposal } of proposals) {
    if (proposal.proposalType === 'add') {
      const member = credentialToMember(proposal.add.keyPackage.leafNode.credential);
      if (member === undefined) return undefined;
      added.push({ seat: member.seat, name: member.name, pseudonym: member.pseudonym });
    } else if (proposal.proposalType === 'remove') {
      const member = group.members.find(({ leaf }) => leaf === proposal.remove.removed);
      if (member === undefined) return undefined;
      removed.push(member);
    } else return undefined;
  }
  return { by, added, removed };
}

/** A path may replace its leaf (RFC 9420 §7.5); name, seat, pseudonym and signature key must outlive every commit. */
function keepsIdentities(before: ClientState, after: ClientState): boolean {
  return before.ratchetTree.every((old, index) => {
    const now = after.ratchetTree[index];
    if (old?.nodeType !== 'leaf' || now?.nodeType !== 'leaf') return true;
    const [one, other] = [credentialToMember(old.leaf.credential), credentialToMember(now.leaf.credential)];
    // Another seat at the same leaf is a new member in the place of a removed one.
    if (one?.seat !== other?.seat)
      return !isSameBytes(old.leaf.signaturePublicKey, now.leaf.signaturePublicKey);
    const isSamePerson =
      one?.name === other?.name && isSameBytes(one?.pseudonym ?? NONE, other?.pseudonym ?? NONE);
    return isSamePerson && isSameBytes(old.leaf.signaturePublicKey, now.leaf.signaturePublicKey);
  });
}

const NONE = new Uint8Array();

/** Whoever sent it must be the one who has that leaf now: what a removed member left behind is not shown. */
async function readSender(kit: GroupKit, group: RoomGroup, message: PrivateMessage) {
  const { mls } = group;
  const isCurrent = message.epoch === mls.groupContext.epoch;
  const held = isCurrent ? undefined : mls.historicalReceiverData.get(message.epoch);
  if (!isCurrent && held === undefined) return 'tooOld';
  const secret = held?.senderDataSecret ?? mls.keySchedule.senderDataSecret;
  const data = await decryptSenderData(message, secret, kit.suite).catch(() => undefined);
  if (data === undefined) return undefined;
  const node = (held?.ratchetTree ?? mls.ratchetTree)[2 * data.leafIndex];
  const then = node?.nodeType === 'leaf' ? credentialToMember(node.leaf.credential) : undefined;
  if (then === undefined) return undefined;
  // Sent before its author left: nobody's fault, and nobody's word any more.
  return group.members.find(({ leaf, seat }) => leaf === data.leafIndex && seat === then.seat) ?? 'tooOld';
}
