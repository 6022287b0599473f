import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callToStageKey, endingToCloseDelay, endingToKey, pathToKey } from './callWords.ts';

test('an incoming call says whether it has a picture', () => {
  assert.equal(callToStageKey({ stage: 'incoming', media: 'video' }), 'call.incomingVideo');
  assert.equal(callToStageKey({ stage: 'incoming', media: 'audio' }), 'call.incomingAudio');
  assert.equal(callToStageKey({ stage: 'waiting', media: 'audio' }), 'call.waiting');
});

test('the end says who ended it', () => {
  assert.equal(endingToKey({ kind: 'hungUp', byMe: true }), 'call.youHungUp');
  assert.equal(endingToKey({ kind: 'gaveUp', byMe: false }), 'call.theyGaveUp');
});

test('a failure stays on screen until it is closed', () => {
  assert.equal(endingToCloseDelay({ kind: 'failed', failure: 'noPath' }), undefined);
  assert.ok((endingToCloseDelay({ kind: 'hungUp', byMe: true }) ?? 0) > 0);
});

test('the path is named only once it is known', () => {
  assert.equal(pathToKey(undefined), 'call.encrypted');
  assert.equal(pathToKey('relay'), 'call.encryptedRelay');
  assert.equal(pathToKey('direct'), 'call.encryptedDirect');
});
