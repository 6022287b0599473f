import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallItemView } from '@sotto/core/client/view';
import type { CallId, ItemId } from '@sotto/protocol/ids';
import { callItemToLook } from './callItem.ts';

const item: CallItemView = {
  kind: 'call',
  id: 'item' as ItemId,
  callId: 'call' as CallId,
  mine: false,
  media: 'audio',
  at: 0,
  status: 'missed',
  duration: undefined,
  failure: undefined,
  acceptable: false,
};

test('a missed call stands out for the callee and is a plain *no answer* for the caller', () => {
  assert.deepEqual(callItemToLook(item), {
    title: 'item.audioCall',
    status: 'item.missed',
    icon: 'phoneMissed',
    tone: 'missed',
  });
  const mine = callItemToLook({ ...item, mine: true });
  assert.equal(mine.status, 'item.noAnswer');
  assert.equal(mine.tone, 'calm');
});

test('a pending call says who waits for whom', () => {
  assert.equal(callItemToLook({ ...item, status: 'pending' }).status, 'item.waitsForYou');
  assert.equal(callItemToLook({ ...item, status: 'pending', mine: true }).status, 'item.calling');
});

test('a failed call says why', () => {
  assert.equal(callItemToLook({ ...item, status: 'failed', failure: 'noPath' }).status, 'call.noPath');
  assert.equal(callItemToLook({ ...item, status: 'failed' }).status, 'call.interrupted');
});
