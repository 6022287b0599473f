import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identities } from './mls/contactGroup.ts';
import { createPair, exchange } from './mls/contactPair.testSupport.ts';
import { keysToSafetyNumber } from './safetyNumber.ts';

test('both contacts read the same 60 digits, today and after any number of messages', async () => {
  const pair = await createPair();
  const [number, other] = pair.map(state => keysToSafetyNumber(...identities(state)));
  assert.match(number ?? '', /^(\d{5} ){11}\d{5}$/);
  assert.equal(number, other);
  const later = await exchange(pair, 1, 'hello');
  assert.equal(keysToSafetyNumber(...identities(later[1])), number);
});

test('the order of the keys does not matter, every key does', () => {
  const [a, b, c] = [1, 2, 3].map(value => new Uint8Array(32).fill(value));
  assert.ok(a && b && c);
  assert.equal(keysToSafetyNumber(a, b), keysToSafetyNumber(b, a));
  assert.notEqual(keysToSafetyNumber(a, b), keysToSafetyNumber(a, c));
  assert.equal(
    keysToSafetyNumber(a, b),
    '18352 93117 12724 13128 14179 33458 44196 57385 40825 73930 44446 64425',
  );
});
