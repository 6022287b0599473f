import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countToForm, fillPlaceholders, preferencesToKind, preferencesToLanguage } from './message.ts';

test('the first preferred language that has texts is spoken', () => {
  assert.equal(preferencesToLanguage(['de-DE', 'fr-CA', 'en']), 'fr');
  assert.equal(preferencesToLanguage(['EN-us']), 'en');
  assert.equal(preferencesToLanguage(['ja']), 'en');
  assert.equal(preferencesToLanguage([]), 'en');
});

test('dates and times are those of where the language is spoken', () => {
  assert.equal(preferencesToKind(['de-DE', 'en-GB', 'en'], 'en'), 'en-GB');
  assert.equal(preferencesToKind(['de-DE', 'en-GB', 'en'], 'fr'), 'fr');
  assert.equal(preferencesToKind(['FR-ca'], 'fr'), 'FR-ca');
});

test('placeholders are filled, and a value is never read as a placeholder again', () => {
  assert.equal(fillPlaceholders('{name} invites you', { name: '{name}' }), '{name} invites you');
  assert.equal(fillPlaceholders('{a} and {b}', { a: '1' }), '1 and {b}');
  assert.equal(fillPlaceholders('{toString}', { name: 'x' }).includes('native code'), false);
});

test('zero is singular in French and plural in English', () => {
  assert.equal(countToForm(0, 'fr'), 'one');
  assert.equal(countToForm(0, 'en'), 'other');
  assert.equal(countToForm(1, 'en'), 'one');
  assert.equal(countToForm(1_000_000, 'fr'), 'other');
});
