import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RelayAccess } from '../call/callNeeds.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createRelayAccessKeeper } from './relayAccess.ts';

const access = (name: string, expires?: number): RelayAccess => ({ iceServers: [{ urls: [name] }], expires });

test('credentials are fetched once while they are good', async () => {
  let fetches = 0;
  const keeper = createRelayAccessKeeper(async () => access(`turn:${++fetches}`), createFakeClock());
  assert.deepEqual(keeper.servers(), []);
  assert.equal(await keeper.refresh(), true);
  assert.equal(await keeper.refresh(), true);
  assert.deepEqual(keeper.servers(), [{ urls: ['turn:1'] }]);
});

test('credentials that end soon are renewed; when that fails, the old ones stay', async () => {
  const clock = createFakeClock();
  const answers = [access('turn:a', clock.now() + 660_000), undefined, access('turn:b')];
  const keeper = createRelayAccessKeeper(async () => answers.shift(), clock);
  await keeper.refresh();
  assert.equal(await keeper.refresh(), true);
  await clock.advance(120_000);
  assert.equal(await keeper.refresh(), false);
  assert.deepEqual(keeper.servers(), [{ urls: ['turn:a'] }]);
  assert.equal(await keeper.refresh(), true);
  assert.deepEqual(keeper.servers(), [{ urls: ['turn:b'] }]);
});

test('a fetch that fails is no relay', async () => {
  const keeper = createRelayAccessKeeper(() => Promise.reject(new Error('offline')), createFakeClock());
  assert.equal(await keeper.refresh(), false);
  assert.deepEqual(keeper.servers(), []);
});
