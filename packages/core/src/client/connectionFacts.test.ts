/** What a person is told about the way to the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../sim/fakeClock.ts';
import { watchConnection } from './connectionFacts.ts';

function setUp() {
  const clock = createFakeClock();
  let changes = 0;
  const watch = watchConnection(clock, () => {
    changes += 1;
  });
  const welcome = (ahead: number, relay = true, people = 12) =>
    watch.connected({ t: 'welcome', nonce: new Uint8Array(32), time: clock.now() + ahead, relay, people });
  return { clock, watch, welcome, changes: () => changes };
}

test('a connection that is not there is called offline after 4 s, not at once', async () => {
  const { clock, watch, welcome, changes } = setUp();
  assert.deepEqual(watch.facts(), { state: 'connecting', relay: 'unknown', mostPeople: 8 });
  await clock.advance(3999);
  assert.equal(watch.facts().state, 'connecting');
  await clock.advance(1);
  assert.deepEqual([watch.facts().state, changes()], ['offline', 1]);
  welcome(0);
  assert.deepEqual(watch.facts(), { state: 'connected', relay: 'ready', mostPeople: 12 });
  watch.disconnected();
  await clock.advance(3000);
  assert.equal(watch.facts().state, 'connecting');
  welcome(0, false);
  await clock.advance(60_000);
  assert.deepEqual(watch.facts(), { state: 'connected', relay: 'absent', mostPeople: 12 });
});

test('a clock that differs by more than five minutes is called off, in either direction', () => {
  const { watch, welcome } = setUp();
  for (const [ahead, state] of [
    [300_000, 'connected'],
    [300_001, 'clockOff'],
    [-300_000, 'connected'],
    [-300_001, 'clockOff'],
  ] as const) {
    welcome(ahead);
    assert.equal(watch.facts().state, state, `${ahead}`);
  }
});

test('times of the server are told by this device’s clock', () => {
  const { clock, watch, welcome } = setUp();
  assert.equal(watch.toDeviceTime(5), 5);
  welcome(86_400_000);
  assert.equal(watch.toDeviceTime(clock.now() + 86_400_000), clock.now());
});

test('stopped, it sets no timer any more', () => {
  const { clock, watch } = setUp();
  watch.stop();
  assert.equal(clock.pending(), 0);
});

test('a server’s times are told by this device’s clock, and none of them lies ahead', () => {
  const { clock, watch, welcome } = setUp();
  welcome(5000);
  assert.equal(watch.toDeviceTime(clock.now() + 4000), clock.now() - 1000);
  assert.equal(watch.toDeviceTime(clock.now() + 5001), clock.now());
  assert.equal(watch.toDeviceTime(Number.MAX_SAFE_INTEGER), clock.now());
  assert.equal(watch.toDeviceTime(0), 0);
});
