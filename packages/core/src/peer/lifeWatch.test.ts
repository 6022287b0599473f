/** The watch over what arrives (spec/call.md, "Recovery"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../sim/fakeClock.ts';
import type { Connection } from './connection.ts';
import { createLifeWatch } from './lifeWatch.ts';

function watchConnection() {
  const clock = createFakeClock();
  const told: string[] = [];
  let count: number | undefined = 0;
  const connection = {
    received: async () => count,
    stats: async () => undefined,
  } as unknown as Connection;
  const watch = createLifeWatch(clock, {
    silent: () => told.push('silent'),
    alive: () => told.push('alive'),
    woke: () => told.push('woke'),
    pulse: () => undefined,
    measured: () => undefined,
  });
  watch.start(connection);
  const pass = async (ms: number, packets: number | undefined = undefined) => {
    for (let left = ms; left > 0; left -= 250) {
      if (packets !== undefined && count !== undefined) count += packets;
      await clock.advance(250);
    }
  };
  const setCount = (value: number | undefined) => {
    count = value;
  };
  return { told, watch, pass, setCount };
}

test('silence before the first arrival means nothing', async () => {
  const { told, pass, watch } = watchConnection();
  await pass(10_000);
  assert.deepEqual(told, []);
  assert.equal(watch.quietFor(), undefined);
});

test('what stops arriving is told, now and again, until something comes', async () => {
  const { told, pass } = watchConnection();
  await pass(1000, 5);
  await pass(1000);
  assert.deepEqual(told, []);
  await pass(500);
  assert.deepEqual(told, ['silent']);
  await pass(2000);
  assert.deepEqual(told, ['silent', 'silent']);
  await pass(500, 1);
  assert.deepEqual(told, ['silent', 'silent', 'alive']);
});

test('where arrivals cannot be counted, nothing is concluded', async () => {
  const { told, pass, setCount } = watchConnection();
  await pass(1000, 5);
  setCount(undefined);
  await pass(10_000);
  assert.deepEqual(told, []);
});

test('a stopped watch tells nothing', async () => {
  const { told, pass, watch } = watchConnection();
  await pass(1000, 5);
  watch.stop();
  await pass(10_000);
  assert.deepEqual(told, []);
  assert.equal(watch.quietFor(), undefined);
});
