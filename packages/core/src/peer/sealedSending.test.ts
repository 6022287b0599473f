import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { createChannelOpener, createChannelSealer } from '../crypto/channelSeal.ts';
import { createSealedSending } from './sealedSending.ts';

const KEY = new Uint8Array(32).fill(7);
const [VIDEO, AUDIO, STATE] = ['video', 'audio', 'state'].map(textToBytes) as [Bytes, Bytes, Bytes];

function setUp() {
  const left: Bytes[] = [];
  const sending = createSealedSending(createChannelSealer(KEY), sealed => void left.push(sealed));
  return { left, sending };
}

async function openAll(sealed: readonly Bytes[]): Promise<readonly (string | undefined)[]> {
  const opener = createChannelOpener(KEY);
  const opened = await Promise.all(sealed.map(each => opener.open(each)));
  return opened.map(each => (each.ok ? new TextDecoder().decode(each.value) : each.code));
}

test('messages leave in the order in which they were sent', async () => {
  const { left, sending } = setUp();
  await Promise.all([sending.send(VIDEO), sending.send(STATE)]);
  assert.deepEqual(await openAll(left), ['video', 'state']);
});

test('what was sealed ahead leaves in the same turn, whichever it is, and what follows is newer', async () => {
  for (const chosen of [VIDEO, AUDIO]) {
    const { left, sending } = setUp();
    await sending.prepare([VIDEO, AUDIO]);
    assert.equal(left.length, 0);
    const sent = sending.send(chosen);
    assert.equal(left.length, 1);
    await Promise.all([sent, sending.send(chosen), sending.send(STATE)]);
    const word = new TextDecoder().decode(chosen);
    assert.deepEqual(await openAll(left), [word, word, 'state']);
  }
});

test('what was sealed ahead is forgotten when something else leaves, before or while it is sealed', async () => {
  const { left, sending } = setUp();
  const preparing = sending.prepare([VIDEO]);
  await Promise.all([preparing, sending.send(STATE)]);
  await sending.send(VIDEO);
  await sending.prepare([VIDEO]);
  await sending.send(STATE);
  await sending.send(VIDEO);
  assert.deepEqual(await openAll(left), ['state', 'video', 'state', 'video']);
});

test('a message that cannot be handed over is said, and the next one leaves', async () => {
  const left: Bytes[] = [];
  let isBroken = true;
  const sending = createSealedSending(createChannelSealer(KEY), sealed => {
    if (isBroken) throw new Error('closed');
    left.push(sealed);
  });
  await assert.rejects(sending.send(VIDEO));
  await sending.prepare([AUDIO]);
  await assert.rejects(sending.send(AUDIO));
  isBroken = false;
  await sending.send(STATE);
  assert.deepEqual(await openAll(left), ['state']);
});
