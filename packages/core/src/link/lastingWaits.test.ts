import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import { createFakeClock } from '../sim/fakeClock.ts';
import { LASTING_MS, LastingWaits } from './lastingWaits.ts';

const LINK = 'a' as LinkId;

function createWaits() {
  const clock = createFakeClock();
  const told: number[] = [];
  const waits: LastingWaits = new LastingWaits(clock, () => void told.push(waits.at(LINK)));
  const hear = (people: number, waiting: number) => {
    waits.heard(LINK, { people, waiting });
    return waits.at(LINK);
  };
  return { clock, told, waits, hear };
}

test('somebody who waits where a call runs is told after as long as somebody who only looks may be there', async () => {
  const { clock, told, hear } = createWaits();
  assert.equal(hear(1, 1), 0);
  await clock.advance(LASTING_MS - 1);
  assert.deepEqual(told, []);
  await clock.advance(1);
  assert.deepEqual(told, [1]);
  assert.equal(hear(1, 0), 0, 'whoever goes is gone at once');
});

test('somebody who looks, beside one who waits, is never told', async () => {
  const { clock, told, hear } = createWaits();
  hear(1, 1);
  await clock.advance(LASTING_MS);
  assert.equal(hear(1, 2), 1);
  await clock.advance(200);
  assert.equal(hear(2, 1), 1);
  await clock.advance(10 * LASTING_MS);
  assert.deepEqual(told, [1]);
});

test('of two who come one after the other, each is told in its time', async () => {
  const { clock, told, hear } = createWaits();
  hear(1, 2);
  await clock.advance(100);
  hear(1, 1);
  await clock.advance(100);
  hear(1, 2);
  await clock.advance(2 * LASTING_MS);
  assert.deepEqual(told, [1, 2]);
});

test('where nobody is in the call, nobody only looks', () => {
  assert.equal(createWaits().hear(0, 1), 1);
});

test('nothing is told of a link that is not watched any more', async () => {
  const { clock, told, waits, hear } = createWaits();
  hear(1, 1);
  waits.clear();
  await clock.advance(LASTING_MS);
  assert.deepEqual([told, waits.at(LINK), clock.pending()], [[], 0, 0]);
});
