import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { CTR_HMAC_SUITES, importCtrHmacCipher } from './ctrHmacCipher.testSupport.ts';
import { openFrame, sealFrame } from './frame.ts';
import { decodeFrameHeader } from './header.ts';
import {
  AES_256_GCM_SHA512,
  deriveFrameSecrets,
  type FrameCipher,
  type FrameSuite,
  importFrameKey,
  importGcmCipher,
} from './keys.ts';

type Hex = string;
interface CtrVector {
  readonly cipher_suite: number;
  readonly key: Hex;
  readonly nonce: Hex;
  readonly aad: Hex;
  readonly pt: Hex;
  readonly ct: Hex;
}
interface FrameVector {
  readonly cipher_suite: number;
  readonly kid: number;
  readonly ctr: number;
  readonly base_key: Hex;
  readonly sframe_key: Hex;
  readonly sframe_salt: Hex;
  readonly metadata: Hex;
  readonly pt: Hex;
  readonly ct: Hex;
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../../../spec/vectors/sframe.json', import.meta.url), 'utf8'),
) as {
  readonly aes_ctr_hmac: readonly CtrVector[];
  readonly aes_256_ctr_hmac: readonly CtrVector[];
  readonly sframe: readonly FrameVector[];
};
const AES_128_GCM_SHA256: FrameSuite = { number: 4, hash: 'SHA-256', keyBytes: 16 };
const hex = (text: Hex): Bytes => Uint8Array.fromHex(text);

test('the AES-CTR-HMAC vectors hold', async () => {
  for (const vector of [...vectors.aes_ctr_hmac, ...vectors.aes_256_ctr_hmac]) {
    const suite = CTR_HMAC_SUITES.get(vector.cipher_suite);
    assert.ok(suite);
    const cipher = await importCtrHmacCipher(suite, hex(vector.key));
    const sealed = await cipher.seal(hex(vector.nonce), hex(vector.aad), hex(vector.pt));
    assert.equal(new Uint8Array(sealed).toHex(), vector.ct);
    const opened = await cipher.open(hex(vector.nonce), hex(vector.aad), hex(vector.ct));
    assert.equal(new Uint8Array(opened).toHex(), vector.pt);
  }
});

test('the whole-frame vectors of all five RFC 9605 suites hold, both ways', async () => {
  assert.deepEqual(
    vectors.sframe.map(vector => vector.cipher_suite),
    [1, 2, 3, 4, 5],
  );
  for (const vector of vectors.sframe) {
    const kid = BigInt(vector.kid);
    const { suite, importCipher } = suiteOf(vector.cipher_suite);
    const secrets = await deriveFrameSecrets(suite, kid, hex(vector.base_key));
    assert.equal(secrets.key.toHex(), vector.sframe_key);
    assert.equal(secrets.salt.toHex(), vector.sframe_salt);
    const key = { kid, cipher: await importCipher(secrets.key), salt: secrets.salt };
    const sealed = await sealFrame(key, BigInt(vector.ctr), hex(vector.metadata), hex(vector.pt));
    const frame = concatBytes(sealed.header, sealed.body);
    assert.equal(frame.toHex(), vector.ct);
    const header = decodeFrameHeader(frame);
    assert.ok(header);
    const opened = await openFrame(key, header, hex(vector.metadata), frame);
    assert.equal(opened?.toHex(), vector.pt);
  }
});

test('other metadata, another key or any flipped bit opens nothing', async () => {
  const key = await importFrameKey(1n, new Uint8Array(32).fill(7));
  const other = await importFrameKey(1n, new Uint8Array(32).fill(8));
  const metadata = textToBytes('slot');
  const sealed = await sealFrame(key, 300n, metadata, textToBytes('a frame'));
  const frame = concatBytes(sealed.header, sealed.body);
  const header = decodeFrameHeader(frame);
  assert.ok(header);
  assert.ok(await openFrame(key, header, metadata, frame));
  assert.equal(await openFrame(key, header, textToBytes('slow'), frame), undefined);
  assert.equal(await openFrame(other, header, metadata, frame), undefined);
  for (let bit = 0; bit < frame.length * 8; bit++) {
    const flipped = frame.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const read = decodeFrameHeader(flipped);
    if (read !== undefined) assert.equal(await openFrame(key, read, metadata, flipped), undefined);
  }
});

function suiteOf(number: number): {
  readonly suite: FrameSuite;
  readonly importCipher: (key: Bytes) => Promise<FrameCipher>;
} {
  const ctr = CTR_HMAC_SUITES.get(number);
  if (ctr !== undefined) return { suite: ctr, importCipher: key => importCtrHmacCipher(ctr, key) };
  const suite = number === 4 ? AES_128_GCM_SHA256 : AES_256_GCM_SHA512;
  assert.equal(suite.number, number);
  return { suite, importCipher: importGcmCipher };
}
