import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type CallId } from '@sotto/protocol/ids';
import { decideGlare } from './glare.ts';

const low = bytesToId<CallId>(new Uint8Array(16).fill(1));
const high = bytesToId<CallId>(new Uint8Array(16).fill(2));

test('the lower call id wins, whichever side looks', () => {
  assert.equal(decideGlare({ callId: low, hasLeft: true, acceptedFor: undefined }, high, 1000), 'own');
  assert.equal(decideGlare({ callId: high, hasLeft: true, acceptedFor: undefined }, low, 1000), 'theirs');
});

test('a call that has not left yet yields in any case', () => {
  assert.equal(decideGlare({ callId: low, hasLeft: false, acceptedFor: undefined }, high, 1000), 'theirs');
});

test('after the acceptance, only a recent echo of the losing call is dropped', () => {
  assert.equal(decideGlare({ callId: low, hasLeft: true, acceptedFor: 10 }, high, 1000), 'own');
  assert.equal(decideGlare({ callId: low, hasLeft: true, acceptedFor: 1000 }, high, 1000), 'unrelated');
  assert.equal(decideGlare({ callId: high, hasLeft: true, acceptedFor: 10 }, low, 1000), 'unrelated');
});
