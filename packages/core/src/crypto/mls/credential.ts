/**
 * Who a leaf is (spec/contact.md, "Identity"): the hash of its signature key and nothing else. No name ever enters
 * the group, and a credential that does not belong to its key is refused.
 */
import { type Bytes, concatBytes, isSameBytes } from '@sotto/protocol/bytes';
import type { AuthenticationService, Credential } from 'ts-mls';

/** The credential of a signature key: its SHA-256. */
export async function createCredential(signatureKey: Uint8Array): Promise<Credential> {
  return { credentialType: 'basic', identity: await hashKey(signatureKey) };
}

/** Accepts exactly the credentials that {@link createCredential} makes. */
export const keyHashAuthentication: AuthenticationService = {
  async validateCredential(credential, signatureKey) {
    if (credential.credentialType !== 'basic') return false;
    return isSameBytes(credential.identity, await hashKey(signatureKey));
  },
};

async function hashKey(signatureKey: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concatBytes(signatureKey)));
}
