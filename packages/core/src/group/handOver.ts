/**
 * How two devices of one person know each other in a call (spec/room.md, "Another device"): both hold a secret that
 * travels in a link from one to the other. Everybody else sees the proofs and can make none.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { idToBytes, type LinkId, type SeatId } from '@sotto/protocol/ids';

/** Bytes of a secret. */
export const HAND_OVER_SECRET_BYTES = 16;

/** What a proof is about. */
export interface HandOverFacts {
  readonly linkId: LinkId;
  /** The seat that asks to come in. */
  readonly seat: SeatId;
  /** The KeyPackage of its request. */
  readonly keyPackage: Bytes;
}

/** What the seat that is given up says to its successor. */
export interface WelcomeFacts {
  readonly linkId: LinkId;
  readonly predecessor: SeatId;
  readonly successor: SeatId;
}

/** Shows whoever made the secret that this request is its other device's: HMAC-SHA-256 (RFC 2104) under the secret. */
export async function proveHandOver(secret: Bytes, facts: HandOverFacts): Promise<Bytes> {
  return mac(secret, await requestBytes(facts));
}

/** Whether such a proof is good. */
export async function isHandOverProven(secret: Bytes, facts: HandOverFacts, proof: Bytes): Promise<boolean> {
  return isMac(secret, await requestBytes(facts), proof);
}

/** Shows the other device that it is meant, and by whom. */
export function proveWelcome(secret: Bytes, facts: WelcomeFacts): Promise<Bytes> {
  return mac(secret, welcomeBytes(facts));
}

/** Whether such a proof is good. */
export function isWelcomeProven(secret: Bytes, facts: WelcomeFacts, proof: Bytes): Promise<boolean> {
  return isMac(secret, welcomeBytes(facts), proof);
}

async function requestBytes({ linkId, seat, keyPackage }: HandOverFacts): Promise<Bytes> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', keyPackage));
  return concatBytes(textToBytes('sotto hand-over v1\0'), idToBytes(linkId), idToBytes(seat), digest);
}

function welcomeBytes({ linkId, predecessor, successor }: WelcomeFacts): Bytes {
  const context = textToBytes('sotto hand-over welcome v1\0');
  return concatBytes(context, idToBytes(linkId), idToBytes(predecessor), idToBytes(successor));
}

async function mac(secret: Bytes, bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await toKey(secret, 'sign'), bytes));
}

/** In constant time, by WebCrypto. */
async function isMac(secret: Bytes, bytes: Bytes, proof: Bytes): Promise<boolean> {
  return crypto.subtle.verify('HMAC', await toKey(secret, 'verify'), proof, bytes);
}

function toKey(secret: Bytes, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [usage]);
}
