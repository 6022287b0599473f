import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type CallId } from '@sotto/protocol/ids';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createFakeMedia } from '../sim/fakeMedia.ts';
import { LocalMedia } from './localMedia.ts';

const ONE = bytesToId<CallId>(new Uint8Array(16).fill(1));
const TWO = bytesToId<CallId>(new Uint8Array(16).fill(2));

function setUp(keepsResting = false) {
  const clock = createFakeClock();
  const port = createFakeMedia(clock, keepsResting);
  return { clock, port, local: new LocalMedia(port, () => undefined) };
}

test('devices open for a call and close after it', async () => {
  const { clock, port, local } = setUp();
  local.start(ONE, true);
  assert.equal(local.isOn('camera'), true, 'about to be on');
  assert.equal(local.track('camera'), undefined);
  await clock.advance(100);
  assert.deepEqual(port.open(), ['camera', 'microphone']);
  local.stop(ONE);
  local.settle();
  assert.deepEqual(port.open(), []);
});

test('a call that ends while its devices open leaves none open', async () => {
  const { clock, port, local } = setUp();
  local.start(ONE, true);
  local.stop(ONE);
  local.settle();
  await clock.advance(100);
  assert.deepEqual(port.open(), []);
});

test('the next call takes the devices over without closing them', async () => {
  const { clock, local } = setUp();
  local.start(ONE, true);
  await clock.advance(100);
  const camera = local.track('camera');
  local.stop(ONE);
  local.start(TWO, true);
  local.stop(ONE);
  local.settle();
  assert.equal(local.track('camera'), camera);
});

test('a muted microphone is let go on desktops, kept on phones, and never sent', async () => {
  for (const keepsResting of [false, true]) {
    const { clock, port, local } = setUp(keepsResting);
    local.start(ONE, false);
    await clock.advance(100);
    local.set('microphone', false);
    assert.equal(local.track('microphone'), undefined);
    assert.equal(port.open().length, keepsResting ? 1 : 0);
    local.set('microphone', true);
    await clock.advance(keepsResting ? 0 : 100);
    assert.notEqual(local.track('microphone'), undefined);
  }
});

test('muted while it was opening: it does not open', async () => {
  const { clock, port, local } = setUp();
  local.start(ONE, false);
  local.set('microphone', false);
  await clock.advance(100);
  assert.equal(local.track('microphone'), undefined);
  assert.deepEqual(port.open(), []);
});

test('each device has its own problem, gone when it works', async () => {
  const { clock, port, local } = setUp();
  port.set('camera', 'busy');
  local.start(ONE, true);
  await clock.advance(100);
  assert.deepEqual(local.problems(), { camera: 'busy' });
  assert.deepEqual([local.isOn('microphone'), local.isOn('camera')], [true, false]);
  port.set('camera', 'works');
  local.set('camera', true);
  await clock.advance(100);
  assert.deepEqual(local.problems(), {});
});
