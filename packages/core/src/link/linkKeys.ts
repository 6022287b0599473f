/**
 * The keys behind a call link (spec/link-keys.md): a token that commits to the host's admin key, what everybody who
 * holds it derives, and the pseudonyms under which people meet a host.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, ID_BYTES, type LinkId } from '@sotto/protocol/ids';
import { deriveFromLinkToken } from '@sotto/protocol/link/callLink';
import { TOKEN_BYTES } from '@sotto/protocol/link/inviteLink';
import { AEAD_KEY_BYTES } from '../crypto/aead.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { SIGNING_KEY_BYTES, type SigningKey, seedToSigningKey } from '../crypto/signer.ts';

/** What everybody derives who holds a link. */
export interface LinkKeys {
  readonly token: Bytes;
  readonly linkId: LinkId;
  /** Proves to the server that the link is held. */
  readonly auth: SigningKey;
  /** Seals the record. */
  readonly recordKey: Bytes;
  /** Seals requests to join, cards and the outside of everything in the room. */
  readonly joinKey: Bytes;
}

/** The token: the first 16 bytes of SHA-256 over the version, the admin key and 32 random bytes. */
export async function createLinkToken(adminKey: Bytes, r: Bytes): Promise<Bytes> {
  const committed = concatBytes(textToBytes('sotto link v1'), adminKey, r);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', committed)).slice(0, TOKEN_BYTES);
}

/** The id and the keys that hang on a token (HKDF-SHA-256, one purpose each). */
export async function deriveLinkKeys(token: Bytes): Promise<LinkKeys> {
  const [id, authSeed, recordKey, joinKey] = await Promise.all([
    deriveFromLinkToken(token, 'id', ID_BYTES),
    deriveFromLinkToken(token, 'auth', SIGNING_KEY_BYTES),
    deriveFromLinkToken(token, 'record', AEAD_KEY_BYTES),
    deriveFromLinkToken(token, 'join', AEAD_KEY_BYTES),
  ]);
  return {
    token,
    linkId: bytesToId<LinkId>(id),
    auth: await seedToSigningKey(authSeed),
    recordKey,
    joinKey,
  };
}

/** The key that stands for a person as the host of links, the same in all of them. 32 secret bytes go in. */
export async function deriveHostKey(identitySeed: Bytes): Promise<SigningKey> {
  return seedToSigningKey(await derive(identitySeed, textToBytes('sotto host v1')));
}

/**
 * The key that stands for a person towards one host: the same in all links of that host, another one for every other
 * host. Whoever has both keys cannot tell that they belong together.
 */
export async function derivePseudonym(identitySeed: Bytes, hostKey: Bytes): Promise<SigningKey> {
  return seedToSigningKey(
    await derive(identitySeed, concatBytes(textToBytes('sotto pseudonym v1\0'), hostKey)),
  );
}

function derive(secret: Bytes, info: Bytes): Promise<Bytes> {
  return hkdf(secret, new Uint8Array(), info, SIGNING_KEY_BYTES);
}
