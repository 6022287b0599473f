/**
 * The one MLS cipher suite in use: X-Wing (ML-KEM-768 with X25519), AES-256-GCM, SHA-512, Ed25519 (spec/contact.md).
 * Put together from the library's parts instead of its providers, so that a bundle carries no other suite. ML-KEM
 * runs in JavaScript, the rest in WebCrypto.
 */
import { Aes256Gcm, CipherSuite, HkdfSha512 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { CiphersuiteImpl, Signature } from 'ts-mls';
import { makeHashImpl } from 'ts-mls/crypto/implementation/default/makeHashImpl.js';
import { makeKdfImpl } from 'ts-mls/crypto/implementation/default/makeKdfImpl.js';
import { makeGenericHpke } from 'ts-mls/crypto/implementation/hpke.js';
import { importAeadKey, openAead, sealAead } from '../aead.ts';
import { createSigningKey, isSignedBy, sign } from '../signer.ts';

/** Name of the suite in the MLS library; 83 on the wire (private use, from the X-Wing draft). */
export const SUITE_NAME = 'MLS_256_XWING_AES256GCM_SHA512_Ed25519';

/** The suite's implementation; made once. */
export function cipherSuite(): Promise<CiphersuiteImpl> {
  made ??= makeCipherSuite();
  return made;
}

let made: Promise<CiphersuiteImpl> | undefined;

async function makeCipherSuite(): Promise<CiphersuiteImpl> {
  const kdf = new HkdfSha512();
  const hpkeSuite = new CipherSuite({ kem: new XWing(), kdf, aead: new Aes256Gcm() });
  const algorithms = { kem: 'X-Wing', kdf: 'HKDF-SHA512', aead: 'AES256GCM' } as const;
  return {
    name: SUITE_NAME,
    hash: makeHashImpl(crypto.subtle, 'SHA-512'),
    // The HPKE library shares one KDF object among suites and binds it on first use; the key schedule gets its own.
    kdf: makeKdfImpl(new HkdfSha512()),
    hpke: await makeGenericHpke(algorithms, aead, hpkeSuite),
    signature,
    rng: { randomBytes: length => crypto.getRandomValues(new Uint8Array(length)) },
  };
}

const aead = {
  async encrypt(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array) {
    return sealAead(await importAeadKey(owned(key)), owned(nonce), owned(plaintext), owned(associated));
  },
  async decrypt(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, ciphertext: Uint8Array) {
    const opened = await openAead(
      await importAeadKey(owned(key)),
      owned(nonce),
      owned(ciphertext),
      owned(associated),
    );
    if (opened === undefined) throw new Error('not authentic');
    return opened;
  },
};

const signature: Signature = {
  sign: (seed, message) => sign(owned(seed), owned(message)),
  verify: (publicKey, message, made) => isSignedBy(owned(publicKey), owned(message), owned(made)),
  async keygen() {
    const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
    const { seed, publicKey } = await createSigningKey(random);
    return { signKey: seed, publicKey };
  },
};

/** WebCrypto takes no view of a shared buffer; the library's own arrays never are one. */
function owned(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : concatBytes(bytes);
}
