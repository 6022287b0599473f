/**
 * What a client signs to prove that it holds a key (spec/socket.md, "Proofs"). The statement covers the nonce
 * the server chose for this socket, so that a proof is worth nothing on any other.
 */
import { type Bytes, concatBytes, textToBytes } from '../bytes.ts';
import { idToBytes } from '../ids.ts';

/** What the key is proven for. */
export type ProofPurpose =
  | 'create'
  | 'open'
  | 'delete'
  | 'bind'
  | 'readLink'
  | 'knock'
  | 'startRoom'
  | 'replaceRoom'
  | 'attachRoom'
  | 'leaveNote'
  | 'readNotes'
  | 'deleteNote'
  | 'watchLink';

/** Bytes in a socket nonce. */
export const NONCE_BYTES = 32;

/** The bytes to sign with Ed25519: `"sotto <purpose> v1" ‖ 0 ‖ nonce ‖ ids`. */
export function proofStatement(purpose: ProofPurpose, nonce: Uint8Array, ...ids: readonly string[]): Bytes {
  return concatBytes(textToBytes(`sotto ${purpose} v1\0`), nonce, ...ids.map(idToBytes));
}
