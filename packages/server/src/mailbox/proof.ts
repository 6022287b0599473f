/** Checking that a client holds a key (spec/socket.md, "Proofs"; Ed25519 as in RFC 8032). */
import { createPublicKey, verify } from 'node:crypto';
import { bytesToBase64url } from '@sotto/protocol/bytes';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';

/** Whether `proof` is the key's signature over this purpose, this socket's nonce and these ids. Never throws. */
export function isProven(
  key: Uint8Array,
  proof: Uint8Array,
  purpose: ProofPurpose,
  nonce: Uint8Array,
  ...ids: readonly string[]
): boolean {
  return isSigned(key, proof, proofStatement(purpose, nonce, ...ids));
}

/** Whether `signature` is the key's over these bytes. Never throws. */
export function isSigned(key: Uint8Array, signature: Uint8Array, statement: Uint8Array): boolean {
  try {
    const publicKey = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: bytesToBase64url(key) },
    });
    return verify(null, statement, publicKey, signature);
  } catch {
    return false;
  }
}
