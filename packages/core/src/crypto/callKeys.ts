/**
 * The keys of a 1:1 call (spec/call-keys.md): one secret per call from the contact group, and from it fresh keys for
 * every peer connection, bound to both DTLS certificates.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { type CallId, idToBytes } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import { hkdf } from './hkdf.ts';
import { exportSecret, identities } from './mls/contactGroup.ts';
import { digestToGroups } from './safetyNumber.ts';

/** The SHA-256 fingerprints (32 bytes each) of both DTLS certificates of one peer connection. */
export interface ConnectionFingerprints {
  readonly callerFingerprint: Bytes;
  readonly calleeFingerprint: Bytes;
}

/** A key per direction, named after the side that seals with it. 32 bytes each. */
export interface DirectionKeys {
  readonly caller: Bytes;
  readonly callee: Bytes;
}

/** The keys of one peer connection. */
export interface ConnectionKeys {
  /** SFrame base keys (RFC 9605 §4.4.2). */
  readonly media: DirectionKeys;
  /** For `channelSeal`. */
  readonly channel: DirectionKeys;
}

/**
 * The secret of a call: MLS exporter, label `sotto call`, context `call id ‖ identity of leaf 0 ‖ of leaf 1`. `epoch`
 * is the one that `sealMessage` (caller) or `openMessage` (callee) returned for the call's invitation, and nothing
 * else: take the secret in the same step. `tooOld`: that epoch is not held any more.
 */
export function exportCallSecret(
  state: Bytes,
  epoch: number,
  callId: CallId,
): Promise<Result<Bytes, 'tooOld'>> {
  const context = concatBytes(idToBytes(callId), ...identities(state));
  return exportSecret(state, 'sotto call', context, CALL_SECRET_BYTES, epoch);
}

/** The keys of a peer connection. Another certificate on either side gives other keys (HKDF-SHA-512). */
export async function deriveConnectionKeys(
  callSecret: Bytes,
  fingerprints: ConnectionFingerprints,
): Promise<ConnectionKeys> {
  const [mediaCaller, mediaCallee, channelCaller, channelCallee] = await Promise.all([
    derive(callSecret, fingerprints, 'media caller', KEY_BYTES),
    derive(callSecret, fingerprints, 'media callee', KEY_BYTES),
    derive(callSecret, fingerprints, 'channel caller', KEY_BYTES),
    derive(callSecret, fingerprints, 'channel callee', KEY_BYTES),
  ]);
  return {
    media: { caller: mediaCaller, callee: mediaCallee },
    channel: { caller: channelCaller, callee: channelCallee },
  };
}

/** 30 digits in 6 groups of 5, equal on both sides if and only if they share the secret and both certificates. */
export async function deriveVerificationCode(
  callSecret: Bytes,
  fingerprints: ConnectionFingerprints,
): Promise<string> {
  return digestToGroups(await derive(callSecret, fingerprints, 'verification code', 30), 6);
}

const CALL_SECRET_BYTES = 32;
const KEY_BYTES = 32;

function derive(
  secret: Bytes,
  { callerFingerprint, calleeFingerprint }: ConnectionFingerprints,
  purpose: string,
  length: number,
): Promise<Bytes> {
  const info = concatBytes(textToBytes(`sotto call v1 ${purpose}\0`), callerFingerprint, calleeFingerprint);
  return hkdf(secret, new Uint8Array(), info, length, 'SHA-512');
}
