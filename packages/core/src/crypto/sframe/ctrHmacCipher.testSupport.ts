/**
 * The AES-CTR-HMAC suites (RFC 9605 §4.5.1) and their vectors' generation: calls never use them, the tests run them
 * through the same key schedule and framing as the production suite.
 */
import { type Bytes, concatBytes, isSameBytes, uint64ToBytes } from '@sotto/protocol/bytes';
import type { FrameCipher, FrameSuite } from './keys.ts';

/** Sizes of a suite of this kind. */
export interface CtrHmacSuite extends FrameSuite {
  /** Bytes of the encryption key; the rest of the key authenticates. */
  readonly encryptionKeyBytes: number;
  readonly tagBytes: number;
  readonly macHash: 'SHA-256' | 'SHA-512';
}

/** By suite number: 1 to 3 as in the RFC, 6 to 8 the same over AES-256 with SHA-512. */
export const CTR_HMAC_SUITES: ReadonlyMap<number, CtrHmacSuite> = new Map(
  [10, 8, 4].flatMap((tagBytes, index) => {
    const aes128 = { hash: 'SHA-256', macHash: 'SHA-256', keyBytes: 48, encryptionKeyBytes: 16 } as const;
    const aes256 = { hash: 'SHA-512', macHash: 'SHA-512', keyBytes: 96, encryptionKeyBytes: 32 } as const;
    const suites: readonly CtrHmacSuite[] = [
      { ...aes128, number: 1 + index, tagBytes },
      { ...aes256, number: 6 + index, tagBytes },
    ];
    return suites.map(suite => [suite.number, suite] as const);
  }),
);

/** The suite's AEAD under one key. */
export async function importCtrHmacCipher(suite: CtrHmacSuite, key: Bytes): Promise<FrameCipher> {
  const { subtle } = crypto;
  const cut = suite.encryptionKeyBytes;
  const encryption = await subtle.importKey('raw', key.slice(0, cut), 'AES-CTR', false, ['encrypt']);
  const hmac = { name: 'HMAC', hash: suite.macHash };
  const authentication = await subtle.importKey('raw', key.slice(cut), hmac, false, ['sign']);

  async function crypt(nonce: Bytes, data: Bytes): Promise<Bytes> {
    const counter = concatBytes(nonce, new Uint8Array(4));
    return new Uint8Array(await subtle.encrypt({ name: 'AES-CTR', counter, length: 32 }, encryption, data));
  }
  async function tag(nonce: Bytes, associated: Bytes, ciphertext: Bytes): Promise<Bytes> {
    const lengths = [associated.length, ciphertext.length, suite.tagBytes].map(uint64ToBytes);
    const input = concatBytes(...lengths, nonce, associated, ciphertext);
    return new Uint8Array(await subtle.sign('HMAC', authentication, input)).slice(0, suite.tagBytes);
  }
  return {
    async seal(nonce, associated, plaintext) {
      const ciphertext = await crypt(nonce, plaintext);
      return concatBytes(ciphertext, await tag(nonce, associated, ciphertext)).buffer;
    },
    async open(nonce, associated, sealed) {
      const ciphertext = sealed.slice(0, sealed.length - suite.tagBytes);
      const expected = await tag(nonce, associated, ciphertext);
      if (!isSameBytes(expected, sealed.subarray(ciphertext.length))) throw new Error('not authentic');
      return (await crypt(nonce, ciphertext)).buffer;
    },
  };
}
