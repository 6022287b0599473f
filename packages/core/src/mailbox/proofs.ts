/** Signed proofs for the present socket (spec/socket.md, "Proofs"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';

/** Ed25519 by seed. */
export interface Signer {
  /** The public key of a 32-byte seed. */
  publicKey(seed: Bytes): Promise<Bytes>;
  /** The 64-byte signature (RFC 8032). */
  sign(seed: Bytes, statement: Bytes): Promise<Bytes>;
}

/** Signs a proof; undefined while no socket is up. */
export type SignProof = (
  purpose: ProofPurpose,
  seed: Bytes,
  ...ids: readonly string[]
) => Promise<{ readonly publicKey: Bytes; readonly proof: Bytes } | undefined>;

/** Signs proofs over the nonce that `nonce` returns at the time. */
export function createProofs(signer: Signer, nonce: () => Bytes | undefined): SignProof {
  return async (purpose, seed, ...ids) => {
    const current = nonce();
    if (current === undefined) return undefined;
    const [publicKey, proof] = await Promise.all([
      signer.publicKey(seed),
      signer.sign(seed, proofStatement(purpose, current, ...ids)),
    ]);
    return { publicKey, proof };
  };
}
