/** AES-256-GCM through WebCrypto (NIST SP 800-38D), in the two shapes the exchanges need: raw, and nonce-first. */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { Random } from '../port/random.ts';

/** Bytes in a key. */
export const AEAD_KEY_BYTES = 32;
/** Bytes in a nonce. */
export const AEAD_NONCE_BYTES = 12;
/** Bytes that authentication adds. */
export const AEAD_TAG_BYTES = 16;

/** A key ready for use; it cannot be exported. Throws a `RangeError` for any length but 32. */
export function importAeadKey(key: Bytes): Promise<CryptoKey> {
  if (key.length !== AEAD_KEY_BYTES) throw new RangeError(`a key has ${AEAD_KEY_BYTES} bytes`);
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Encrypts under a nonce the caller vouches is fresh for this key. */
export async function sealAead(
  key: CryptoKey,
  nonce: Bytes,
  plaintext: Bytes,
  associated: Bytes,
): Promise<Bytes> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: associated };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plaintext));
}

/** The plaintext, or `undefined` when it was not made with this key, nonce and associated data. */
export async function openAead(
  key: CryptoKey,
  nonce: Bytes,
  ciphertext: Bytes,
  associated: Bytes,
): Promise<Bytes | undefined> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: associated };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, ciphertext));
  } catch {
    return undefined;
  }
}

/** `nonce ‖ ciphertext ‖ tag` under a random nonce. One key seals few enough boxes for that (below 2^32). */
export async function sealBox(
  random: Random,
  key: Bytes,
  plaintext: Bytes,
  associated: Bytes,
): Promise<Bytes> {
  const nonce = random.bytes(AEAD_NONCE_BYTES);
  return concatBytes(nonce, await sealAead(await importAeadKey(key), nonce, plaintext, associated));
}

/** The plaintext of a box, or `undefined` when it is too short or was not made with this key and data. */
export async function openBox(key: Bytes, box: Bytes, associated: Bytes): Promise<Bytes | undefined> {
  if (box.length < AEAD_NONCE_BYTES + AEAD_TAG_BYTES) return undefined;
  const nonce = box.subarray(0, AEAD_NONCE_BYTES);
  return openAead(await importAeadKey(key), nonce, box.subarray(AEAD_NONCE_BYTES), associated);
}
