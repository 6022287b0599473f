/**
 * Ed25519 (RFC 8032) for mailbox owners, mailbox senders and MLS leaves. A private key is its 32-byte seed, so that
 * it survives export and import. WebCrypto where it knows Ed25519; otherwise a JavaScript implementation.
 */
import { type Bytes, base64urlToBytes, concatBytes } from '@sotto/protocol/bytes';
import type { Random } from '../port/random.ts';

/** A signing key pair, in the form it is stored. */
export interface SigningKey {
  /** The private key: 32 bytes (RFC 8032 §5.1.5). */
  readonly seed: Bytes;
  readonly publicKey: Bytes;
}

/** Bytes in a seed and in a public key. */
export const SIGNING_KEY_BYTES = 32;
/** Bytes in a signature. */
export const SIGNATURE_BYTES = 64;

/** A new key pair. */
export function createSigningKey(random: Random): Promise<SigningKey> {
  return seedToSigningKey(random.bytes(SIGNING_KEY_BYTES));
}

/** The key pair of a seed: 32 bytes that are as secret as the private key. */
export async function seedToSigningKey(seed: Bytes): Promise<SigningKey> {
  return { seed, publicKey: await (await ed25519()).seedToPublicKey(seed) };
}

/** The signature of a statement. */
export async function sign(seed: Bytes, statement: Bytes): Promise<Bytes> {
  return (await ed25519()).sign(seed, statement);
}

/** Whether the holder of this public key signed exactly this statement. Never throws. */
export async function isSignedBy(publicKey: Bytes, statement: Bytes, signature: Bytes): Promise<boolean> {
  if (publicKey.length !== SIGNING_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    return await (await ed25519()).verify(publicKey, statement, signature);
  } catch {
    return false;
  }
}

/** What both implementations offer. */
export interface Ed25519 {
  seedToPublicKey(seed: Bytes): Promise<Bytes>;
  sign(seed: Bytes, statement: Bytes): Promise<Bytes>;
  verify(publicKey: Bytes, statement: Bytes, signature: Bytes): Promise<boolean>;
}

/** The platform's own implementation. Its calls reject where WebCrypto lacks Ed25519 (Chromium before 137). */
export const webCryptoEd25519: Ed25519 = {
  async seedToPublicKey(seed) {
    const jwk = await crypto.subtle.exportKey('jwk', await importSeed(seed, true));
    const publicKey = base64urlToBytes(jwk.x ?? '');
    if (publicKey?.length !== SIGNING_KEY_BYTES) throw new TypeError('no public key in the exported key');
    return publicKey;
  },
  async sign(seed, statement) {
    return new Uint8Array(await crypto.subtle.sign('Ed25519', await importSeed(seed, false), statement));
  },
  async verify(publicKey, statement, signature) {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', key, signature, statement);
  },
};

/** The JavaScript implementation, fetched only where it is needed. */
export async function loadScriptEd25519(): Promise<Ed25519> {
  const { ed25519: curve } = await import('@noble/curves/ed25519.js');
  return {
    seedToPublicKey: async seed => new Uint8Array(curve.getPublicKey(seed)),
    sign: async (seed, statement) => new Uint8Array(curve.sign(statement, seed)),
    // RFC 8032 verification as WebCrypto does it, not the laxer ZIP 215 rules.
    verify: async (publicKey, statement, signature) =>
      curve.verify(signature, statement, publicKey, { zip215: false }),
  };
}

let chosen: Promise<Ed25519> | undefined;

function ed25519(): Promise<Ed25519> {
  chosen ??= webCryptoEd25519.seedToPublicKey(new Uint8Array(SIGNING_KEY_BYTES)).then(
    () => webCryptoEd25519,
    () => loadScriptEd25519(),
  );
  return chosen;
}

/** The fixed head of an Ed25519 private key in PKCS #8 (RFC 8410 §7). */
const PKCS8_HEAD = Uint8Array.fromHex('302e020100300506032b657004220420');

function importSeed(seed: Bytes, extractable: boolean): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', concatBytes(PKCS8_HEAD, seed), 'Ed25519', extractable, ['sign']);
}
