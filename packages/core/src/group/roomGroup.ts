/**
 * The MLS group of a room (spec/group.md; RFC 9420): a value in, a value out. The server orders its commits and is
 * trusted with nothing else. Only adds and removes by value, only as PrivateMessages; no external commit, no GroupInfo.
 */
import { type Bytes, concatBytes, isSameBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ClientState, PrivateMessage, Proposal } from 'ts-mls';
import { createGroup, joinGroup } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { createApplicationMessage } from 'ts-mls/createMessage.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import type { GroupKit } from './groupKit.ts';
import { type CheckedPackage, isChecked, type OwnKeyPackage } from './keyPackage.ts';
import { isPlainLeaf } from './leafForm.ts';
import { credentialToMember, type GroupMember } from './member.ts';
import { areKeysSealable } from './nodeKeys.ts';

/** A group at one epoch. Never modified; every step makes a new one. */
export interface RoomGroup {
  readonly mls: ClientState;
  /** By leaf, lowest first. */
  readonly members: readonly GroupMember[];
}

/** A commit that is not in force before the room says that it is the one. */
export interface PendingCommit {
  readonly epoch: number;
  readonly commit: Bytes;
  readonly welcome: Bytes | undefined;
  /** The group after it. */
  readonly next: RoomGroup;
}

/** Founds a group of one, at epoch 0. */
export async function foundRoomGroup(kit: GroupKit, own: OwnKeyPackage): Promise<RoomGroup> {
  const groupId = kit.random.bytes(GROUP_ID_BYTES);
  const { publicPackage, privatePackage } = own;
  const mls = await createGroup(groupId, publicPackage, privatePackage, [], kit.suite, kit.config);
  return toRoomGroup(mls);
}

/**
 * Joins the group that a Welcome describes. `malformed`: no Welcome. `forged`: not for this KeyPackage, not authentic,
 * or a group that does not keep the rules of rooms or has keys of no use.
 */
export async function joinRoomGroup(
  kit: GroupKit,
  own: OwnKeyPackage,
  welcome: Bytes,
): Promise<Result<RoomGroup, 'malformed' | 'forged'>> {
  const message = decodeMessage(welcome);
  if (message?.wireformat !== 'mls_welcome') return failure('malformed');
  const { publicPackage, privatePackage } = own;
  const joining = joinGroup(
    ...([message.welcome, publicPackage, privatePackage, emptyPskIndex, kit.suite] as const),
    undefined,
    undefined,
    kit.config,
  );
  const mls = await joining.catch(() => undefined);
  if (mls === undefined || !isWellFormed(mls)) return failure('forged');
  return (await areKeysSealable(kit.suite, mls.ratchetTree, []))
    ? success(toRoomGroup(mls))
    : failure('forged');
}

/** Makes a commit. `unchecked`: one of the KeyPackages has not passed its checks. `forged`: one of them cannot be added. */
export async function commitRoomGroup(
  kit: GroupKit,
  group: RoomGroup,
  adds: readonly CheckedPackage[],
  removes: readonly number[],
): Promise<Result<PendingCommit, 'unchecked' | 'forged'>> {
  if (!adds.every(read => isChecked(kit, read))) return failure('unchecked');
  const extraProposals: Proposal[] = [
    ...removes.map(removed => ({ proposalType: 'remove', remove: { removed } }) as const),
    ...adds.map(({ keyPackage }) => ({ proposalType: 'add', add: { keyPackage } }) as const),
  ];
  const context = { state: group.mls, cipherSuite: kit.suite };
  const options = { extraProposals, ratchetTreeExtension: true };
  const made = await createCommit(context, options).catch(() => undefined);
  if (made === undefined) return failure('forged');
  const welcome =
    made.welcome === undefined
      ? undefined
      : concatBytes(encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome: made.welcome }));
  const commit = concatBytes(encodeMlsMessage(made.commit));
  return success({ epoch: groupEpoch(group), commit, welcome, next: toRoomGroup(made.newState) });
}

/** Seals a message to the group, signed by this member. */
export async function sealToGroup(
  kit: GroupKit,
  group: RoomGroup,
  plaintext: Bytes,
): Promise<{ readonly group: RoomGroup; readonly message: Bytes }> {
  const sealed = await createApplicationMessage(group.mls, plaintext, kit.suite);
  const { privateMessage } = sealed;
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
  return { group: { ...group, mls: sealed.newState }, message: concatBytes(message) };
}

/** The current epoch. */
export function groupEpoch(group: RoomGroup): number {
  return Number(group.mls.groupContext.epoch);
}

/** The random id of the group, 16 bytes. */
export function groupIdOf(group: RoomGroup): Bytes {
  return concatBytes(group.mls.groupContext.groupId);
}

/** This member. */
export function ownMember(group: RoomGroup): GroupMember {
  const own = group.members.find(({ leaf }) => leaf === group.mls.privatePath.leafIndex);
  if (own === undefined) throw new Error('not a member of the own group');
  return own;
}

/** The group without the keys of epochs that are over. */
export function forgetOldEpochs(group: RoomGroup): RoomGroup {
  return { ...group, mls: { ...group.mls, historicalReceiverData: new Map() } };
}

/** The group around a state of the library. */
export function toRoomGroup(mls: ClientState): RoomGroup {
  return { mls, members: readMembers(mls) };
}

/** The one PrivateMessage of this group in the bytes; `undefined` for anything else. Never throws. */
export function decodePrivate(
  group: RoomGroup,
  bytes: Bytes,
  contentType: PrivateMessage['contentType'],
): PrivateMessage | undefined {
  const decoded = decodeMessage(bytes);
  if (decoded?.wireformat !== 'mls_private_message') return undefined;
  const message = decoded.privateMessage;
  const isOurs = isSameBytes(message.groupId, group.mls.groupContext.groupId);
  const isPlain = message.contentType === contentType && message.authenticatedData.length === 0;
  return isOurs && isPlain ? message : undefined;
}

/** Whether a state keeps the rules: every leaf is a member of ours and in the one form, no seat twice, no extension. */
export function isWellFormed(mls: ClientState): boolean {
  const leaves = mls.ratchetTree.flatMap(node => (node?.nodeType === 'leaf' ? [node.leaf] : []));
  const members = readMembers(mls);
  const seats = new Set(members.map(({ seat }) => seat));
  const { cipherSuite, extensions, groupId } = mls.groupContext;
  const isPlain = extensions.length === 0 && groupId.length === GROUP_ID_BYTES;
  const arePlain = leaves.every(leaf => isPlainLeaf(leaf, cipherSuite));
  return isPlain && arePlain && members.length === leaves.length && seats.size === leaves.length;
}

const GROUP_ID_BYTES = 16;

function readMembers(mls: ClientState): readonly GroupMember[] {
  return mls.ratchetTree.flatMap((node, index) => {
    const member = node?.nodeType === 'leaf' ? credentialToMember(node.leaf.credential) : undefined;
    if (member === undefined) return [];
    const { seat, name, pseudonym } = member;
    return [{ leaf: index / 2, seat, name, pseudonym }];
  });
}

function decodeMessage(bytes: Bytes) {
  try {
    const decoded = decodeMlsMessage(bytes, 0);
    return decoded !== undefined && decoded[1] === bytes.length ? decoded[0] : undefined;
  } catch {
    return undefined;
  }
}
