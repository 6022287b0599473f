import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import { importAeadKey, openBox, sealBox } from './aead.ts';
import { systemRandom } from './systemRandom.testSupport.ts';

const key = systemRandom.bytes(32);
const context = textToBytes('context');
const secret = textToBytes('a secret');

test('a box opens under its key and context only', async () => {
  const box = await sealBox(systemRandom, key, secret, context);
  assert.equal(box.length, 12 + secret.length + 16);
  assert.deepEqual(await openBox(key, box, context), secret);
  assert.equal(await openBox(systemRandom.bytes(32), box, context), undefined);
  assert.equal(await openBox(key, box, secret), undefined);
});

test('no box with a flipped bit or a missing end opens', async () => {
  const box = await sealBox(systemRandom, key, secret, context);
  for (let bit = 0; bit < box.length * 8; bit++) {
    const flipped = box.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(await openBox(key, flipped, context), undefined);
  }
  for (let length = 0; length < box.length; length++) {
    assert.equal(await openBox(key, box.subarray(0, length), context), undefined);
  }
});

test('two boxes of the same secret differ', async () => {
  const boxes = await Promise.all([1, 2].map(() => sealBox(systemRandom, key, secret, context)));
  assert.notDeepEqual(boxes[0], boxes[1]);
});

test('a key of another length is a mistake of the caller', () => {
  assert.throws(() => importAeadKey(new Uint8Array(16)), RangeError);
});
