import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type CallId } from '@sotto/protocol/ids';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createFakeMedia } from '../sim/fakeMedia.ts';
import { LocalMedia } from './localMedia.ts';

const ONE = bytesToId<CallId>(new Uint8Array(16).fill(1));
const TWO = bytesToId<CallId>(new Uint8Array(16).fill(2));
const INNER = { id: 'inner', label: 'Built-in' };
const HEADSET = { id: 'headset', label: 'Headset' };
const BOTH = { microphone: true, camera: true };
const SOUND = { microphone: true, camera: false };

function setUp(keepsResting = false) {
  const clock = createFakeClock();
  const port = createFakeMedia(clock, keepsResting);
  return { clock, port, local: new LocalMedia(port) };
}

test('devices open for a call and close after it', async () => {
  const { clock, port, local } = setUp();
  local.start(ONE, BOTH);
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
  local.start(ONE, BOTH);
  local.stop(ONE);
  local.settle();
  await clock.advance(100);
  assert.deepEqual(port.open(), []);
});

test('the next call takes the devices over without closing them', async () => {
  const { clock, local } = setUp();
  local.start(ONE, BOTH);
  await clock.advance(100);
  const camera = local.track('camera');
  local.stop(ONE);
  local.start(TWO, BOTH);
  local.stop(ONE);
  local.settle();
  assert.equal(local.track('camera'), camera);
});

test('a muted microphone is let go on desktops, kept on phones, and never sent', async () => {
  for (const keepsResting of [false, true]) {
    const { clock, port, local } = setUp(keepsResting);
    local.start(ONE, SOUND);
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
  local.start(ONE, SOUND);
  local.set('microphone', false);
  await clock.advance(100);
  assert.equal(local.track('microphone'), undefined);
  assert.deepEqual(port.open(), []);
});

test('each device has its own problem, gone when it works', async () => {
  const { clock, port, local } = setUp();
  port.set('camera', 'busy');
  local.start(ONE, BOTH);
  await clock.advance(100);
  assert.deepEqual(local.problems(), { camera: 'busy' });
  assert.deepEqual([local.isOn('microphone'), local.isOn('camera')], [true, false]);
  port.set('camera', 'works');
  local.set('camera', true);
  await clock.advance(100);
  assert.deepEqual(local.problems(), {});
});

test('another microphone is chosen in mid-call: the first is sent until the second is open', async () => {
  const { clock, port, local } = setUp();
  port.plugIn('microphone', INNER, HEADSET);
  local.start(ONE, SOUND);
  await clock.advance(100);
  const first = local.track('microphone');
  local.choose('microphone', HEADSET.id);
  assert.equal(local.track('microphone'), first, 'no gap');
  await clock.advance(100);
  assert.equal(local.track('microphone')?.device?.id, HEADSET.id);
  assert.deepEqual(port.open(), ['microphone']);
  assert.deepEqual(local.view().inUse, { microphone: HEADSET.id, camera: undefined });
});

test('a device that is chosen while another one opens wins', async () => {
  const { clock, port, local } = setUp();
  port.plugIn('microphone', INNER, HEADSET);
  local.start(ONE, SOUND);
  await clock.advance(40);
  local.choose('microphone', HEADSET.id);
  await clock.advance(200);
  assert.equal(local.track('microphone')?.device?.id, HEADSET.id);
  assert.deepEqual(port.open(), ['microphone']);
});

test('a muted person who chooses another microphone stays muted', async () => {
  for (const keepsResting of [false, true]) {
    const { clock, port, local } = setUp(keepsResting);
    port.plugIn('microphone', INNER, HEADSET);
    local.start(ONE, SOUND);
    await clock.advance(100);
    local.set('microphone', false);
    local.choose('microphone', HEADSET.id);
    await clock.advance(100);
    assert.deepEqual(port.open(), [], 'nothing opens by a choice');
    local.set('microphone', true);
    await clock.advance(100);
    assert.equal(local.track('microphone')?.device?.id, HEADSET.id);
  }
});

test('an unplugged device is replaced, and that is said until the person chooses', async () => {
  const { clock, port, local } = setUp();
  port.plugIn('microphone', INNER);
  local.start(ONE, SOUND);
  await clock.advance(100);
  assert.equal(local.view().fallbacks.microphone, undefined);
  port.unplug('microphone');
  await clock.advance(100);
  assert.equal(local.view().fallbacks.microphone, INNER.label);
  local.choose('microphone', INNER.id);
  assert.equal(local.view().fallbacks.microphone, undefined);
});

test('a chosen speaker that is unplugged is said', () => {
  const { port, local } = setUp();
  port.plugIn('speaker', INNER, HEADSET);
  local.start(ONE, SOUND);
  local.choose('speaker', HEADSET.id);
  port.plugIn('speaker', INNER);
  assert.equal(local.view().fallbacks.speaker, INNER.label);
});

test('talking into a muted microphone is told where it stays open', async () => {
  const { clock, port, local } = setUp(true);
  local.start(ONE, SOUND);
  await clock.advance(100);
  port.talk(true);
  assert.equal(local.view().isTalkingWhileMuted, false, 'not muted');
  local.set('microphone', false);
  port.talk(true);
  assert.equal(local.view().isTalkingWhileMuted, true);
  local.set('microphone', true);
  assert.equal(local.view().isTalkingWhileMuted, false);
});

test('a screen is shared until the person or the browser stops it, and never into the next call', async () => {
  const { clock, port, local } = setUp();
  local.start(ONE, SOUND);
  await clock.advance(100);
  local.share(true);
  await clock.advance(100);
  assert.equal(local.screen.isShared(), true);
  assert.deepEqual(port.open(), ['microphone', 'screen', 'screenSound']);
  port.unplug('screenSound');
  assert.deepEqual([local.screen.isShared(), local.track('screenSound')], [true, undefined]);
  port.unplug('screen');
  assert.deepEqual([local.screen.isShared(), port.open()], [false, ['microphone']]);
  local.share(true);
  await clock.advance(100);
  local.stop(ONE);
  local.start(TWO, SOUND);
  local.settle();
  assert.equal(local.screen.isShared(), false);
  local.share(true);
  local.share(false);
  await clock.advance(100);
  assert.deepEqual(port.open(), ['microphone'], 'a late answer is not wanted');
});
