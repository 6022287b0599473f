/** A one-time KeyPackage in the forms it is stored and sent in (RFC 9420 §10; spec/invitation.md). */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { KeyPackage, PrivateKeyPackage } from 'ts-mls';
import { generateKeyPackageWithKey } from 'ts-mls/keyPackage.js';
import { defaultLifetime } from 'ts-mls/lifetime.js';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls/message.js';
import type { Random } from '../../port/random.ts';
import { createSigningKey } from '../signer.ts';
import { cipherSuite, SUITE_NAME } from './cipherSuite.ts';
import { createCredential } from './credential.ts';

/** A KeyPackage and its private keys, as the library has them. */
export interface KeyPackagePair {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
}

/** A fresh KeyPackage for the one suite, without end of life: the invitation has its own expiry. */
export async function generateContactKeyPackage(random: Random): Promise<KeyPackagePair> {
  const { seed, publicKey } = await createSigningKey(random);
  const credential = await createCredential(publicKey);
  const keys = { signKey: seed, publicKey };
  return generateKeyPackageWithKey(credential, CAPABILITIES, defaultLifetime, [], keys, await cipherSuite());
}

/** The KeyPackage as an MLSMessage. */
export function encodeContactKeyPackage(keyPackage: KeyPackage): Bytes {
  return concatBytes(encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage }));
}

/** The KeyPackage in an MLSMessage, or `undefined` when it is none or is of another suite. Never throws. */
export function decodeContactKeyPackage(bytes: Bytes): KeyPackage | undefined {
  try {
    const decoded = decodeMlsMessage(bytes, 0);
    if (decoded === undefined || decoded[1] !== bytes.length) return undefined;
    const [message] = decoded;
    if (message.wireformat !== 'mls_key_package' || message.keyPackage.cipherSuite !== SUITE_NAME)
      return undefined;
    return message.keyPackage;
  } catch {
    return undefined;
  }
}

/** The private keys as 96 bytes: init key, encryption key, signature seed, 32 each. */
export function encodePrivateKeys(keys: PrivateKeyPackage): Bytes {
  return concatBytes(keys.initPrivateKey, keys.hpkePrivateKey, keys.signaturePrivateKey);
}

/** The private keys in their 96 bytes. Throws a `RangeError` for any other length. */
export function decodePrivateKeys(bytes: Bytes): PrivateKeyPackage {
  if (bytes.length !== 3 * KEY_BYTES) throw new RangeError(`private keys have ${3 * KEY_BYTES} bytes`);
  return {
    initPrivateKey: bytes.slice(0, KEY_BYTES),
    hpkePrivateKey: bytes.slice(KEY_BYTES, 2 * KEY_BYTES),
    signaturePrivateKey: bytes.slice(2 * KEY_BYTES),
  };
}

/** An X-Wing seed and an Ed25519 seed have the same size. */
const KEY_BYTES = 32;

/** No GREASE values and one suite: contacts run the same code, and a small KeyPackage fits a small blob. */
const CAPABILITIES = {
  versions: ['mls10' as const],
  ciphersuites: [SUITE_NAME as typeof SUITE_NAME],
  extensions: [],
  proposals: [],
  credentials: ['basic' as const],
};
