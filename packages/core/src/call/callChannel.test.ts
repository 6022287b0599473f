import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, isSameBytes, textToBytes } from '@sotto/protocol/bytes';
import { encodeChannelMessage } from '@sotto/protocol/sealed/channelMessage';
import { createCallChannel } from './callChannel.ts';

const STATE = { microphone: true, camera: false, screen: false, held: false, hand: false };

test('messages are read in the order of their numbers, and none twice', () => {
  const sent: Bytes[] = [];
  const mine = createCallChannel(plaintext => sent.push(plaintext));
  const theirs = createCallChannel(() => undefined);
  mine.sendAccept('audio');
  mine.sendState(STATE);
  mine.sendEnd('hungUp');
  const [accept, state, end] = sent as [Bytes, Bytes, Bytes];
  assert.equal(theirs.read(accept)?.k, 'accept');
  assert.equal(theirs.read(end)?.k, 'end');
  assert.equal(theirs.read(state), undefined, 'older than what was read');
  assert.equal(theirs.read(end), undefined, 'read before');
});

test('what is malformed is nothing, and does not move the number', () => {
  const channel = createCallChannel(() => undefined);
  assert.equal(channel.read(textToBytes('nonsense')), undefined);
  const first = encodeChannelMessage({ k: 'state', seq: 0, state: STATE });
  assert.deepEqual(channel.read(first), { k: 'state', seq: 0, state: STATE });
});

test('the acceptance that leaves next is known before, for each kind of call', () => {
  const sent: Bytes[] = [];
  const channel = createCallChannel(plaintext => sent.push(plaintext));
  for (const media of ['audio', 'video'] as const) {
    const possible = channel.possibleAccepts();
    channel.sendAccept(media);
    assert.equal(possible.filter(each => isSameBytes(each, sent.at(-1) as Bytes)).length, 1);
  }
});
