import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../testing/fakeClock.ts';
import { createRateLimiter } from './rateLimiter.ts';

test('a minute’s worth may come at once, then one by one', () => {
  const clock = createFakeClock();
  const limiter = createRateLimiter(60, clock);
  for (let taken = 0; taken < 60; taken++) assert.equal(limiter.take('a'), 0);
  assert.equal(limiter.take('a'), 1000);
  assert.equal(limiter.take('b'), 0, 'others have their own');
  clock.advance(999);
  assert.equal(limiter.take('a'), 1);
  clock.advance(1);
  assert.equal(limiter.take('a'), 0);
  limiter.stop();
});

test('what weighs more takes more, and what weighs more than a minute’s worth takes all of it', () => {
  const clock = createFakeClock();
  const limiter = createRateLimiter(60, clock);
  assert.equal(limiter.take('a', 50), 0);
  assert.equal(limiter.take('a', 12), 2000);
  assert.equal(limiter.take('a', 10), 0, 'nothing was taken for what was refused');
  assert.equal(limiter.take('a', 1000), 60_000);
  clock.advance(60_000);
  assert.equal(limiter.take('a', 1000), 0);
  limiter.stop();
});

test('who was away is forgotten', () => {
  const clock = createFakeClock();
  const limiter = createRateLimiter(60, clock);
  for (let key = 0; key < 1000; key++) limiter.take(key);
  assert.equal(limiter.size(), 1000);
  clock.advance(60_000);
  assert.equal(limiter.size(), 0);
  limiter.stop();
});
