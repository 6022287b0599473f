/**
 * The receiving half of a contact group (spec/contact.md, "Opening"). Everything is checked that the MLS library
 * leaves to its user: wire format, group, turn, sender, content of a commit, unchanged identities, replays.
 */
import { type Bytes, concatBytes, isSameBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ClientState, IncomingMessageCallback, PrivateMessage, SecretTree } from 'ts-mls';
import { decodeMlsMessage } from 'ts-mls/message.js';
import { decryptSenderData } from 'ts-mls/privateMessage.js';
import { processPrivateMessage } from 'ts-mls/processMessages.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import { cipherSuite } from './cipherSuite.ts';
import { advanceGroup, type HeldGroup } from './groupState.ts';

/**
 * Why a message was not opened; the state stays as it was. `wrongTurn`: a commit in an epoch of the other parity.
 * `forged`: not made by the contact, or a commit that is more than a renewal of keys. `replayed`: opened before.
 * `malformed`: no MLS message of this group. `tooOld`: its epoch's keys are gone. `ahead`: sealed after a commit of the
 * contact that has not arrived.
 */
export type OpenFailure = 'wrongTurn' | 'forged' | 'replayed' | 'malformed' | 'tooOld' | 'ahead';

/** What travels: MLSMessages. A commit is applied before the message, which was sealed in the epoch it begins. */
export interface SealedEnvelope {
  readonly commit?: Bytes | undefined;
  readonly message: Bytes;
}

/** A group after an opened message. */
export interface OpenedEnvelope {
  readonly group: HeldGroup;
  readonly plaintext: Bytes;
  readonly epoch: number;
}

/** Applies the commit, if there is one, then decrypts. The given group stays valid, whatever happens. */
export async function openEnvelope(
  group: HeldGroup,
  envelope: SealedEnvelope,
): Promise<Result<OpenedEnvelope, OpenFailure>> {
  const message = decodePrivateMessage(group.mls, envelope.message, 'application');
  if (message === undefined) return failure('malformed');
  if (envelope.commit === undefined) return openApplication(group, message);
  const commit = decodePrivateMessage(group.mls, envelope.commit, 'commit');
  if (commit === undefined || message.epoch !== commit.epoch + 1n) return failure('malformed');
  if (commit.epoch % 2n !== BigInt(peerOf(group.mls))) return failure('wrongTurn');
  // Applied before: it was repeated because this side seemed to lack it, or the whole envelope came twice.
  if (commit.epoch < group.mls.groupContext.epoch) return openApplication(group, message);
  const committed = await applyCommit(group, commit);
  return committed.ok ? openApplication(committed.value, message) : committed;
}

/** Both signature public keys, by leaf. Throws an `Error` for a group that is no pair. */
export function identitiesOf(mls: ClientState): readonly [Bytes, Bytes] {
  const [first, , second] = mls.ratchetTree;
  if (first?.nodeType !== 'leaf' || second?.nodeType !== 'leaf') throw new Error('not a group of two');
  return [concatBytes(first.leaf.signaturePublicKey), concatBytes(second.leaf.signaturePublicKey)];
}

function decodePrivateMessage(
  mls: ClientState,
  bytes: Bytes,
  contentType: PrivateMessage['contentType'],
): PrivateMessage | undefined {
  const message = decodeOnlyPrivate(bytes);
  if (message === undefined || message.contentType !== contentType) return undefined;
  const isOurs = isSameBytes(message.groupId, mls.groupContext.groupId);
  return isOurs && message.authenticatedData.length === 0 ? message : undefined;
}

function decodeOnlyPrivate(bytes: Bytes): PrivateMessage | undefined {
  try {
    const decoded = decodeMlsMessage(bytes, 0);
    if (decoded === undefined || decoded[1] !== bytes.length) return undefined;
    return decoded[0].wireformat === 'mls_private_message' ? decoded[0].privateMessage : undefined;
  } catch {
    return undefined;
  }
}

async function applyCommit(
  group: HeldGroup,
  commit: PrivateMessage,
): Promise<Result<HeldGroup, OpenFailure>> {
  const { mls } = group;
  const peer = peerOf(mls);
  const next = await processCommit(mls, commit, peer);
  if (next === undefined || !hasSameIdentities(mls, next)) return failure('forged');
  return success(advanceGroup(group, next));
}

async function processCommit(
  mls: ClientState,
  commit: PrivateMessage,
  peer: number,
): Promise<ClientState | undefined> {
  const acceptRenewal: IncomingMessageCallback = incoming =>
    incoming.kind === 'commit' && incoming.senderLeafIndex === peer && incoming.proposals.length === 0
      ? 'accept'
      : 'reject';
  try {
    const done = await processPrivateMessage(mls, commit, emptyPskIndex, await cipherSuite(), acceptRenewal);
    return done.kind === 'newState' && done.actionTaken === 'accept' ? done.newState : undefined;
  } catch {
    return undefined;
  }
}

/** A path update may replace the leaf's signature key (RFC 9420 §7.5); a safety number must outlive every commit. */
function hasSameIdentities(before: ClientState, after: ClientState): boolean {
  const [old0, old1] = identitiesOf(before);
  const [new0, new1] = identitiesOf(after);
  return isSameBytes(old0, new0) && isSameBytes(old1, new1);
}

async function openApplication(
  group: HeldGroup,
  message: PrivateMessage,
): Promise<Result<OpenedEnvelope, OpenFailure>> {
  const { mls } = group;
  const keys = keysOf(mls, message.epoch);
  if (keys === undefined) return failure(toMissingKeys(mls, message.epoch));
  const sender = await readSender(message, keys.senderDataSecret);
  if (sender?.leafIndex !== peerOf(mls)) return failure('forged');
  if (isUsedGeneration(keys.secretTree, sender.leafIndex, sender.generation)) return failure('replayed');
  const opened = await processMessage(mls, message);
  if (opened === undefined) return failure('forged');
  const next = noteOwnCommit(advanceGroup(group, opened.mls), message.epoch);
  return success({ group: next, plaintext: opened.plaintext, epoch: Number(message.epoch) });
}

function toMissingKeys(mls: ClientState, epoch: bigint): OpenFailure {
  const current = mls.groupContext.epoch;
  if (epoch < current) return 'tooOld';
  return epoch === current + 1n && current % 2n === BigInt(peerOf(mls)) ? 'ahead' : 'forged';
}

/** What the epoch of a contact's message says of the own commit before it: that it has arrived, or perhaps not. */
function noteOwnCommit(group: HeldGroup, epoch: bigint): HeldGroup {
  const { mls, ownCommit } = group;
  if (ownCommit === undefined) return group;
  const hasArrived = epoch === mls.groupContext.epoch;
  return { ...group, ownCommit: hasArrived ? undefined : { ...ownCommit, isMissed: true } };
}

async function processMessage(
  mls: ClientState,
  message: PrivateMessage,
): Promise<{ readonly mls: ClientState; readonly plaintext: Bytes } | undefined> {
  try {
    const done = await processPrivateMessage(
      mls,
      message,
      emptyPskIndex,
      await cipherSuite(),
      () => 'reject',
    );
    if (done.kind !== 'applicationMessage') return undefined;
    return { mls: done.newState, plaintext: concatBytes(done.message) };
  } catch {
    return undefined;
  }
}

function keysOf(
  mls: ClientState,
  epoch: bigint,
): { readonly senderDataSecret: Uint8Array; readonly secretTree: SecretTree } | undefined {
  if (epoch !== mls.groupContext.epoch) return mls.historicalReceiverData.get(epoch);
  return { senderDataSecret: mls.keySchedule.senderDataSecret, secretTree: mls.secretTree };
}

async function readSender(message: PrivateMessage, senderDataSecret: Uint8Array) {
  try {
    return await decryptSenderData(message, senderDataSecret, await cipherSuite());
  } catch {
    return undefined;
  }
}

/** Asked before decrypting, so that a replay is told apart from a forgery: its key is gone either way. */
function isUsedGeneration(tree: SecretTree, leaf: number, generation: number): boolean {
  const ratchet = tree[2 * leaf]?.application;
  if (ratchet === undefined || generation >= ratchet.generation) return false;
  return ratchet.unusedGenerations[generation] === undefined;
}

function peerOf(mls: ClientState): 0 | 1 {
  return mls.privatePath.leafIndex === 0 ? 1 : 0;
}
