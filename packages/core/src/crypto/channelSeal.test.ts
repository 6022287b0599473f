import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import fc from 'fast-check';
import { createChannelOpener, createChannelSealer } from './channelSeal.ts';
import { systemRandom } from './systemRandom.testSupport.ts';

const key = systemRandom.bytes(32);
const messages = ['one', 'two', 'three'].map(textToBytes);

test('messages come through in order, sealed and opened all at once', async () => {
  const sealer = createChannelSealer(key);
  const sealed = await Promise.all(messages.map(message => sealer.seal(message)));
  const opener = createChannelOpener(key);
  const opened = await Promise.all(sealed.map(message => opener.open(message)));
  assert.deepEqual(
    opened,
    messages.map(value => ({ ok: true, value })),
  );
});

test('a message may be missing, none may come twice or late', async () => {
  const sealer = createChannelSealer(key);
  const [first, second, third] = await Promise.all(messages.map(message => sealer.seal(message)));
  assert.ok(first && second && third);
  const opener = createChannelOpener(key);
  assert.ok((await opener.open(first)).ok);
  assert.ok((await opener.open(third)).ok);
  for (const late of [first, second, third]) {
    assert.deepEqual(await opener.open(late), { ok: false, code: 'replayed' });
  }
});

test('attack: another key, the other direction, any flipped bit, a cut message', async () => {
  const sealed = await createChannelSealer(key).seal(textToBytes('hello'));
  assert.deepEqual(await createChannelOpener(systemRandom.bytes(32)).open(sealed), {
    ok: false,
    code: 'forged',
  });
  const opener = createChannelOpener(key);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = sealed.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.deepEqual(await opener.open(flipped), { ok: false, code: 'forged' });
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.ok(!(await opener.open(sealed.slice(0, length))).ok);
  }
  // None of that moved the counter.
  assert.ok((await opener.open(sealed)).ok);
});

test('no random input opens', async () => {
  const opener = createChannelOpener(key);
  for (const bytes of fc.sample(fc.uint8Array({ maxLength: 80 }), { seed: 1, numRuns: 5000 })) {
    assert.ok(!(await opener.open(new Uint8Array(bytes))).ok);
  }
});
