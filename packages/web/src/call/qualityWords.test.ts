import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QualityView } from '@sotto/core/client/view';
import { qualityToIcon, qualityToKey } from './qualityWords.ts';

const GOOD: QualityView = {
  ...{ mine: 'good', theirs: 'good', advice: undefined, picture: 'full', isTheirPicturePaused: false },
  ...{ savesData: false, figures: undefined },
};

test('a good connection needs no words', () => {
  assert.equal(qualityToKey(GOOD), undefined);
  assert.equal(qualityToKey({ ...GOOD, picture: 'lowered' }), undefined);
  assert.equal(qualityToIcon(GOOD), 'signal');
});

test('it says whose connection is weak', () => {
  assert.equal(qualityToKey({ ...GOOD, mine: 'weak' }), 'quality.mine');
  assert.equal(qualityToKey({ ...GOOD, theirs: 'poor' }), 'quality.theirs');
  assert.equal(qualityToKey({ ...GOOD, mine: 'poor', theirs: 'weak' }), 'quality.both');
});

test('what is gone comes before what is weak', () => {
  const weak = { ...GOOD, mine: 'weak', picture: 'paused' } as const;
  assert.equal(qualityToKey(weak), 'quality.minePaused');
  assert.equal(qualityToKey({ ...GOOD, mine: 'weak', isTheirPicturePaused: true }), 'quality.theirsPaused');
  assert.equal(qualityToKey({ ...weak, theirs: 'lost' }), 'quality.lost');
});

test('the bars show the worse direction', () => {
  assert.equal(qualityToIcon({ ...GOOD, mine: 'weak' }), 'signalWeak');
  assert.equal(qualityToIcon({ ...GOOD, mine: 'weak', theirs: 'poor' }), 'signalPoor');
  assert.equal(qualityToIcon({ ...GOOD, theirs: 'lost' }), 'signalPoor');
});
