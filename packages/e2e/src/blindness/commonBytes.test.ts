import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCommonBytes, messageToValues } from './commonBytes.ts';

const ID = 'AQIDBAUGBwgJCgsMDQ4PEA';
const ID_BYTES = new Uint8Array(16).map((_, at) => at + 1);
const noise = (length: number) => crypto.getRandomValues(new Uint8Array(length));

test('an id is found in the other side’s bytes, wherever it stands', () => {
  const bytes = new Uint8Array([...noise(5), ...ID_BYTES, ...noise(50)]);
  assert.notDeepEqual(findCommonBytes([ID], [bytes]), []);
  assert.notDeepEqual(findCommonBytes([`x${ID}y`], [ID]), []);
  assert.notDeepEqual(findCommonBytes([bytes.subarray(0, 30)], [noise(9), bytes]), []);
});

test('what came about by chance has nothing in common', () => {
  assert.deepEqual(findCommonBytes([noise(65_536)], [noise(65_536)]), []);
});

test('of a message everything but its fixed words is looked at', () => {
  const message = {
    t: 'roomEnded',
    reason: 'refused',
    n: 3,
    people: [{ seat: ID, away: true }],
    note: ID_BYTES,
  };
  assert.deepEqual(messageToValues(message), [ID, ID_BYTES]);
});
