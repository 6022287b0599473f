import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import { BLOB_SIZES } from '@sotto/protocol/limits';
import { sealBox } from './aead.ts';
import { deriveWrapKeys, unwrapEnvelope, wrapEnvelope } from './envelope.ts';
import { openMessage, sealMessage } from './mls/contactGroup.ts';
import { createPair, exchange } from './mls/contactPair.testSupport.ts';
import { systemRandom } from './systemRandom.testSupport.ts';

const pair = await createPair();
const [acceptor, inviter] = await Promise.all(pair.map(deriveWrapKeys));

test('what one side wraps with, the other unwraps with, and the two directions differ', () => {
  assert.ok(acceptor && inviter);
  assert.deepEqual(acceptor.send, inviter.receive);
  assert.deepEqual(acceptor.receive, inviter.send);
  assert.notDeepEqual(acceptor.send, acceptor.receive);
});

test('wrap keys cannot be taken once their epoch is gone', async () => {
  let later = pair;
  for (let round = 0; round < 3; round++)
    later = await exchange(later, round % 2 === 0 ? 1 : 0, `text ${round}`);
  await assert.rejects(deriveWrapKeys(later[0]));
});

test('a sealed message goes through an envelope and comes out the same', async () => {
  assert.ok(acceptor && inviter);
  const sealed = await sealMessage(pair[1], textToBytes('hello'), { urgent: false });
  assert.ok(sealed.commit);
  const blob = await wrapEnvelope(systemRandom, inviter.send, {
    commit: sealed.commit,
    message: sealed.message,
  });
  assert.ok(blob.ok);
  const envelope = await unwrapEnvelope(acceptor.receive, blob.value);
  assert.ok(envelope.ok);
  assert.ok((await openMessage(pair[0], envelope.value)).ok);
  assert.deepEqual(await unwrapEnvelope(acceptor.send, blob.value), { ok: false, code: 'forged' });
});

test('neither group nor epoch nor length of a message can be seen in its blob', async () => {
  assert.ok(inviter);
  const sizes = new Set<number>();
  for (const length of [1, 100, 500]) {
    const sealed = await sealMessage(pair[1], new Uint8Array(length), { urgent: true });
    const blob = await wrapEnvelope(systemRandom, inviter.send, { message: sealed.message });
    assert.ok(blob.ok);
    assert.ok(!blob.value.toHex().includes(sealed.message.subarray(4, 20).toHex()));
    sizes.add(blob.value.length);
  }
  assert.deepEqual([...sizes], [BLOB_SIZES[0]]);
});

test('a blob of another size, a flipped bit and a wrapped nothing are refused', async () => {
  assert.ok(acceptor && inviter);
  const blob = await wrapEnvelope(systemRandom, inviter.send, { message: textToBytes('x') });
  assert.ok(blob.ok);
  assert.deepEqual(await unwrapEnvelope(acceptor.receive, blob.value.slice(1)), {
    ok: false,
    code: 'malformed',
  });
  const flipped = blob.value.slice();
  flipped[500] = (flipped[500] ?? 0) ^ 1;
  assert.deepEqual(await unwrapEnvelope(acceptor.receive, flipped), { ok: false, code: 'forged' });
  const nothing = await sealBox(
    systemRandom,
    inviter.send,
    new Uint8Array(996),
    textToBytes('sotto wrap v1'),
  );
  assert.deepEqual(await unwrapEnvelope(acceptor.receive, nothing), { ok: false, code: 'malformed' });
  const tooLarge = await wrapEnvelope(systemRandom, inviter.send, { message: new Uint8Array(65_536) });
  assert.deepEqual(tooLarge, { ok: false, code: 'tooLarge' });
});
