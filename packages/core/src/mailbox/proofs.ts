/** Signed proofs for the present socket (spec/socket.md, "Proofs"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { type ProofPurpose, proofStatement } from '@sotto/protocol/wire/proof';
import { type SigningKey, sign } from '../crypto/signer.ts';

/** Signs a proof over the ids; undefined while no socket is up. */
export type SignProof = (
  purpose: ProofPurpose,
  key: SigningKey,
  ...ids: readonly string[]
) => Promise<Bytes | undefined>;

/** Signs proofs over the nonce that `nonce` returns at the time. */
export function createProofs(nonce: () => Bytes | undefined): SignProof {
  return async (purpose, key, ...ids) => {
    const current = nonce();
    return current === undefined ? undefined : sign(key.seed, proofStatement(purpose, current, ...ids));
  };
}
