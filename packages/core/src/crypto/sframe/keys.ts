/** The SFrame key schedule (RFC 9605 §4.4.2) and the cipher of the one suite in use, AES_256_GCM_SHA512_128. */
import { type Bytes, concatBytes, textToBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import { type HkdfHash, hkdf } from '../hkdf.ts';

/** A cipher suite's number and sizes (RFC 9605 §4.5). */
export interface FrameSuite {
  readonly number: number;
  readonly hash: HkdfHash;
  /** Bytes in the derived key (Nk). */
  readonly keyBytes: number;
}

/** Suite 5: what every call uses. */
export const AES_256_GCM_SHA512: FrameSuite = { number: 5, hash: 'SHA-512', keyBytes: 32 };

/** The AEAD of a suite, keyed. */
export interface FrameCipher {
  /** `ciphertext ‖ tag`. */
  seal(nonce: Bytes, associated: Bytes, plaintext: Bytes): Promise<ArrayBuffer>;
  /** The plaintext; rejects when it is not authentic. */
  open(nonce: Bytes, associated: Bytes, ciphertext: Bytes): Promise<ArrayBuffer>;
}

/** One key id's key, ready for use. */
export interface FrameKeyMaterial {
  readonly kid: bigint;
  readonly cipher: FrameCipher;
  /** 12 bytes; XORed with the counter it gives the nonce. */
  readonly salt: Bytes;
}

/** What the key schedule derives from a base key. */
export interface FrameSecrets {
  readonly key: Bytes;
  readonly salt: Bytes;
}

/** Derives key and salt, both bound to key id and suite. */
export async function deriveFrameSecrets(
  suite: FrameSuite,
  kid: bigint,
  baseKey: Bytes,
): Promise<FrameSecrets> {
  const suffix = concatBytes(uint64ToBytes(kid), new Uint8Array([suite.number >> 8, suite.number & 0xff]));
  const [key, salt] = await Promise.all([
    hkdf(baseKey, NO_SALT, concatBytes(KEY_LABEL, suffix), suite.keyBytes, suite.hash),
    hkdf(baseKey, NO_SALT, concatBytes(SALT_LABEL, suffix), FRAME_NONCE_BYTES, suite.hash),
  ]);
  return { key, salt };
}

/** The key of a key id, from its base key, in the suite that calls use. */
export async function importFrameKey(kid: bigint, baseKey: Bytes): Promise<FrameKeyMaterial> {
  const { key, salt } = await deriveFrameSecrets(AES_256_GCM_SHA512, kid, baseKey);
  return { kid, cipher: await importGcmCipher(key), salt };
}

/** AES-GCM with a 128-bit tag, by WebCrypto. */
export async function importGcmCipher(key: Bytes): Promise<FrameCipher> {
  const { subtle } = crypto;
  const imported = await subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const parameters = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData });
  return {
    seal: (nonce, associated, plaintext) =>
      subtle.encrypt(parameters(nonce, associated), imported, plaintext),
    open: (nonce, associated, ciphertext) =>
      subtle.decrypt(parameters(nonce, associated), imported, ciphertext),
  };
}

/** Bytes in a nonce and a salt (Nn), the same in every suite. */
export const FRAME_NONCE_BYTES = 12;

const NO_SALT = new Uint8Array();
const KEY_LABEL = textToBytes('SFrame 1.0 Secret key ');
const SALT_LABEL = textToBytes('SFrame 1.0 Secret salt ');
