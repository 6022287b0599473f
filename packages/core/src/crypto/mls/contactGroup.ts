/**
 * The MLS group of two contacts (spec/contact.md; RFC 9420): state in, state out, all of it bytes. Whoever accepts an
 * invitation founds the group as leaf 0; the inviter joins as leaf 1. Turn rule: only leaf 0 commits in even epochs
 * and only leaf 1 in odd ones, so commits never cross.
 */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ClientState } from 'ts-mls';
import { createGroup, joinGroup as joinMlsGroup } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import { createApplicationMessage } from 'ts-mls/createMessage.js';
import { mlsExporter } from 'ts-mls/keySchedule.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import { emptyPskIndex } from 'ts-mls/pskIndex.js';
import type { Random } from '../../port/random.ts';
import { cipherSuite } from './cipherSuite.ts';
import {
  advanceGroup,
  CONTACT_CONFIG,
  decodeHeldGroup,
  encodeHeldGroup,
  type HeldGroup,
} from './groupState.ts';
import {
  decodeContactKeyPackage,
  decodePrivateKeys,
  encodeContactKeyPackage,
  encodePrivateKeys,
  generateContactKeyPackage,
} from './keyPackage.ts';
import { identitiesOf, type OpenFailure, openEnvelope, type SealedEnvelope } from './openEnvelope.ts';

export type { OpenFailure, SealedEnvelope } from './openEnvelope.ts';

/** 0 for the side that accepted the invitation, 1 for the side that made it. */
export type Leaf = 0 | 1;

/** A one-time KeyPackage (an MLSMessage) and the private keys that belong to it, both for the store. */
export async function createKeyPackage(
  random: Random,
): Promise<{ readonly keyPackage: Bytes; readonly privateKeys: Bytes }> {
  const { publicPackage, privatePackage } = await generateContactKeyPackage(random);
  return {
    keyPackage: encodeContactKeyPackage(publicPackage),
    privateKeys: encodePrivateKeys(privatePackage),
  };
}

/**
 * Founds the group with the inviter as its other member. Leaves the group in epoch 1; the Welcome holds the ratchet
 * tree. `malformed`: no KeyPackage of the suite. `forged`: its signatures or its credential do not hold.
 */
export async function foundGroup(
  random: Random,
  inviterKeyPackage: Bytes,
): Promise<Result<{ readonly state: Bytes; readonly welcome: Bytes }, 'malformed' | 'forged'>> {
  const keyPackage = decodeContactKeyPackage(inviterKeyPackage);
  if (keyPackage === undefined) return failure('malformed');
  const own = await generateContactKeyPackage(random);
  const suite = await cipherSuite();
  const { publicPackage, privatePackage } = own;
  const group = await createGroup(random.bytes(16), publicPackage, privatePackage, [], suite, CONTACT_CONFIG);
  const extraProposals = [{ proposalType: 'add' as const, add: { keyPackage } }];
  const options = { extraProposals, ratchetTreeExtension: true };
  const added = await createCommit({ state: group, cipherSuite: suite }, options).catch(() => undefined);
  if (added?.welcome === undefined) return failure('forged');
  const welcome = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome: added.welcome });
  // Nobody else was in epoch 0: nothing of it needs keeping.
  const mls = { ...added.newState, historicalReceiverData: new Map() };
  return success({ state: encodeHeldGroup({ mls, exporters: [] }), welcome: concatBytes(welcome) });
}

/**
 * Joins the group that a Welcome describes, with the KeyPackage of the invitation. `malformed`: no Welcome.
 * `forged`: not for this KeyPackage, not authentic, or no fresh group of exactly two.
 */
export async function joinGroup(
  welcome: Bytes,
  keyPackage: Bytes,
  privateKeys: Bytes,
): Promise<Result<{ readonly state: Bytes }, 'malformed' | 'forged'>> {
  const own = decodeContactKeyPackage(keyPackage);
  const message = decodeWelcome(welcome);
  if (own === undefined || message === undefined) return failure('malformed');
  const keys = decodePrivateKeys(privateKeys);
  const suite = await cipherSuite();
  const joining = joinMlsGroup(
    message,
    own,
    keys,
    emptyPskIndex,
    suite,
    undefined,
    undefined,
    CONTACT_CONFIG,
  );
  const mls = await joining.catch(() => undefined);
  if (mls === undefined || !isFreshPair(mls)) return failure('forged');
  return success({ state: encodeHeldGroup({ mls, exporters: [] }) });
}

/**
 * Seals a message. On its own turn a side renews its keys first, by a commit that travels in the same envelope;
 * never before an urgent message, which must not wait for that. A commit that the contact seems to lack is repeated,
 * but not in a blob that may never be sent (`isAside`). `epoch` is the one the message was sealed in.
 */
export async function sealMessage(
  state: Bytes,
  plaintext: Bytes,
  options: { readonly urgent: boolean; readonly isAside?: boolean },
): Promise<{
  readonly state: Bytes;
  readonly commit?: Bytes;
  readonly message: Bytes;
  readonly epoch: number;
}> {
  const group = decodeHeldGroup(state);
  const renewed =
    options.urgent || !isOwnTurn(group) ? takeMissed(group, options.isAside) : await renewKeys(group);
  const suite = await cipherSuite();
  const sealed = await createApplicationMessage(renewed.group.mls, plaintext, suite);
  const next = advanceGroup(renewed.group, sealed.newState);
  const { privateMessage } = sealed;
  const message = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
  const commit = renewed.commit === undefined ? {} : { commit: renewed.commit };
  return { state: encodeHeldGroup(next), ...commit, message: concatBytes(message), epoch: groupEpoch(next) };
}

/**
 * Opens what the contact sealed: applies the commit, if one came along, then decrypts the message. All or nothing.
 * `epoch` is the one the message was sealed in; it may be older than the state's.
 */
export async function openMessage(
  state: Bytes,
  envelope: SealedEnvelope,
): Promise<
  Result<{ readonly state: Bytes; readonly plaintext: Bytes; readonly epoch: number }, OpenFailure>
> {
  const opened = await openEnvelope(decodeHeldGroup(state), envelope);
  if (!opened.ok) return opened;
  const { group, plaintext, epoch } = opened.value;
  return success({ state: encodeHeldGroup(group), plaintext, epoch });
}

/**
 * The MLS exporter (RFC 9420 §8.5) of an epoch: the current one, or one of the two before. `tooOld`: no longer held,
 * or not reached yet.
 */
export async function exportSecret(
  state: Bytes,
  label: string,
  context: Bytes,
  length: number,
  epoch: number = epochOf(state),
): Promise<Result<Bytes, 'tooOld'>> {
  const secret = exporterOf(decodeHeldGroup(state), epoch);
  if (secret === undefined) return failure('tooOld');
  return success(concatBytes(await mlsExporter(secret, label, context, length, await cipherSuite())));
}

/** The current epoch. */
export function epochOf(state: Bytes): number {
  return groupEpoch(decodeHeldGroup(state));
}

/** Whether the contact seems to lack the own commit that began this epoch; the next message takes it along. */
export function owesCommit(state: Bytes): boolean {
  return decodeHeldGroup(state).ownCommit?.isMissed === true;
}

/** This side's leaf. */
export function ownLeaf(state: Bytes): Leaf {
  return leafOf(decodeHeldGroup(state).mls);
}

/** Both signature public keys, by leaf. They never change for the life of a group. */
export function identities(state: Bytes): readonly [Bytes, Bytes] {
  return identitiesOf(decodeHeldGroup(state).mls);
}

function leafOf(mls: ClientState): Leaf {
  return mls.privatePath.leafIndex === 0 ? 0 : 1;
}

function groupEpoch(group: HeldGroup): number {
  return Number(group.mls.groupContext.epoch);
}

function isOwnTurn(group: HeldGroup): boolean {
  return groupEpoch(group) % 2 === leafOf(group.mls);
}

/** A group that is about to seal, and the commit that goes into the envelope. */
interface Renewed {
  readonly group: HeldGroup;
  readonly commit?: Bytes;
}

async function renewKeys(group: HeldGroup): Promise<Renewed> {
  const made = await createCommit({ state: group.mls, cipherSuite: await cipherSuite() });
  const commit = concatBytes(encodeMlsMessage(made.commit));
  const ownCommit = { bytes: commit, isMissed: false };
  return { group: { ...advanceGroup(group, made.newState), ownCommit }, commit };
}

function takeMissed(group: HeldGroup, isAside = false): Renewed {
  const { ownCommit } = group;
  if (isAside || ownCommit?.isMissed !== true) return { group };
  return { group: { ...group, ownCommit: { ...ownCommit, isMissed: false } }, commit: ownCommit.bytes };
}

function exporterOf(group: HeldGroup, epoch: number): Uint8Array | undefined {
  if (epoch === groupEpoch(group)) return group.mls.keySchedule.exporterSecret;
  return group.exporters.find(held => held.epoch === epoch)?.secret;
}

function decodeWelcome(bytes: Bytes) {
  try {
    const decoded = decodeMlsMessage(bytes, 0);
    if (decoded === undefined || decoded[1] !== bytes.length) return undefined;
    return decoded[0].wireformat === 'mls_welcome' ? decoded[0].welcome : undefined;
  } catch {
    return undefined;
  }
}

/** A foreign Welcome could describe any group; only epoch 1 of two leaves, ours the second, is a contact. */
function isFreshPair(mls: ClientState): boolean {
  const { epoch, extensions } = mls.groupContext;
  const leaves = mls.ratchetTree.filter(node => node?.nodeType === 'leaf').length;
  const isPair = mls.ratchetTree.length === 3 && leaves === 2 && mls.privatePath.leafIndex === 1;
  return isPair && epoch === 1n && extensions.length === 0;
}
