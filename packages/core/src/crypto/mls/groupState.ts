/**
 * A contact group's state as bytes (spec/contact.md, "State"): `version 1 ‖ count 1 ‖ count × (epoch 8 ‖ exporter
 * secret 64) ‖ MLS state`, in version 2 with `is missed 1 ‖ length 4 ‖ own commit` before the MLS state. The exporter secrets are those of the old epochs still held, because a call invitation
 * may have been sealed in one. Decoding is remembered by reference: every message needs the state again.
 */
import { type Bytes, concatBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import type { ClientConfig, ClientState } from 'ts-mls';
import { decodeGroupState, encodeGroupState } from 'ts-mls/clientState.js';
import { defaultKeyPackageEqualityConfig } from 'ts-mls/keyPackageEqualityConfig.js';
import { keyHashAuthentication } from './credential.ts';

/** A decoded state. Never modified; every step makes a new one. */
export interface HeldGroup {
  readonly mls: ClientState;
  /** Of old epochs only, oldest first; the current one is in `mls`. */
  readonly exporters: readonly HeldExporter[];
  /** The own commit that began the current epoch, until the contact is known to have it. */
  readonly ownCommit?: OwnCommit | undefined;
}

/** An own commit that may have to be repeated, as an MLSMessage. */
export interface OwnCommit {
  readonly bytes: Bytes;
  /** The contact has sealed a message without it: the next envelope takes it along again. */
  readonly isMissed: boolean;
}

/** The exporter secret of an old epoch (RFC 9420 §8.5). */
export interface HeldExporter {
  readonly epoch: number;
  readonly secret: Bytes;
}

/** How the MLS library is run for contacts. */
export const CONTACT_CONFIG: ClientConfig = {
  keyRetentionConfig: {
    // The turn rule needs one old epoch for messages that cross; the second is for blobs sealed in advance (wills).
    retainKeysForEpochs: 2,
    retainKeysForGenerations: 16,
    // Several full mailboxes: what they held may be lost at once, and nobody could renew the keys of whoever fell behind.
    maximumForwardRatchetSteps: 8192,
  },
  // Invitations carry their own expiry; a clock that is off must not break a Welcome.
  lifetimeConfig: { maximumTotalLifetime: 0xffff_ffff_ffffn, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  // The envelope pads.
  paddingConfig: { kind: 'alwaysPad', paddingLength: 0 },
  authService: keyHashAuthentication,
};

/** The stored form; remembers the decoded one. */
export function encodeHeldGroup(group: HeldGroup): Bytes {
  const exporters = group.exporters.flatMap(({ epoch, secret }) => [uint64ToBytes(epoch), secret]);
  const version = group.ownCommit === undefined ? PLAIN_VERSION : COMMIT_VERSION;
  const head = new Uint8Array([version, group.exporters.length]);
  const commit = group.ownCommit === undefined ? [] : encodeCommit(group.ownCommit);
  const state = concatBytes(head, ...exporters, ...commit, encodeGroupState(group.mls));
  decoded.set(state, group);
  return state;
}

/** The group in a stored state. Throws an `Error` on bytes that {@link encodeHeldGroup} did not make. */
export function decodeHeldGroup(state: Bytes): HeldGroup {
  const known = decoded.get(state);
  if (known !== undefined) return known;
  const group = parseHeldGroup(state);
  decoded.set(state, group);
  return group;
}

/**
 * The group after an MLS step: of the old epoch's exporter secrets, those whose epoch is still held; the own commit only
 * as long as nothing has followed it.
 */
export function advanceGroup(group: HeldGroup, mls: ClientState): HeldGroup {
  const { epoch } = group.mls.groupContext;
  const left = { epoch: Number(epoch), secret: concatBytes(group.mls.keySchedule.exporterSecret) };
  const all = mls.groupContext.epoch === epoch ? group.exporters : [...group.exporters, left];
  const exporters = all.filter(held => mls.historicalReceiverData.has(BigInt(held.epoch)));
  return { mls, exporters, ownCommit: mls.groupContext.epoch === epoch ? group.ownCommit : undefined };
}

const PLAIN_VERSION = 1;
const COMMIT_VERSION = 2;
const COMMIT_HEAD_BYTES = 5;
const HEAD_BYTES = 2;
const EPOCH_BYTES = 8;
const SECRET_BYTES = 64;
const decoded = new WeakMap<Bytes, HeldGroup>();

function parseHeldGroup(state: Bytes): HeldGroup {
  const count = state[1];
  const isKnown = state[0] === PLAIN_VERSION || state[0] === COMMIT_VERSION;
  if (!isKnown || count === undefined) throw new Error('not a stored group state');
  const commitStart = HEAD_BYTES + count * (EPOCH_BYTES + SECRET_BYTES);
  const ownCommit = state[0] === COMMIT_VERSION ? parseCommit(state, commitStart) : undefined;
  const start = commitStart + (ownCommit === undefined ? 0 : COMMIT_HEAD_BYTES + ownCommit.bytes.length);
  const parsed = decodeGroupState(state.subarray(start), 0);
  if (parsed === undefined || start + parsed[1] !== state.length) throw new Error('damaged group state');
  const exporters = Array.from({ length: count }, (_, index) => parseExporter(state, index));
  return { mls: { ...parsed[0], clientConfig: CONTACT_CONFIG }, exporters, ownCommit };
}

function encodeCommit({ bytes, isMissed }: OwnCommit): readonly Bytes[] {
  const head = new Uint8Array(COMMIT_HEAD_BYTES);
  head[0] = isMissed ? 1 : 0;
  new DataView(head.buffer).setUint32(1, bytes.length);
  return [head, bytes];
}

function parseCommit(state: Bytes, start: number): OwnCommit {
  const bytesStart = start + COMMIT_HEAD_BYTES;
  if (bytesStart > state.length) throw new Error('damaged group state');
  const length = new DataView(state.buffer, state.byteOffset + start).getUint32(1);
  return { bytes: state.slice(bytesStart, bytesStart + length), isMissed: state[start] === 1 };
}

function parseExporter(state: Bytes, index: number): HeldExporter {
  const start = HEAD_BYTES + index * (EPOCH_BYTES + SECRET_BYTES);
  const epoch = new DataView(state.buffer, state.byteOffset + start).getBigUint64(0);
  const secretStart = start + EPOCH_BYTES;
  return { epoch: Number(epoch), secret: state.slice(secretStart, secretStart + SECRET_BYTES) };
}
