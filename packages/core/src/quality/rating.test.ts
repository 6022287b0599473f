/** Each threshold of the badge and of the advice, from both sides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionSample } from './connectionSample.ts';
import { isCameraTooMuch, rate, samplesToRecent, TARGET_PICTURE } from './rating.ts';

const JUST = 0.0001;

test('loss: good below 6 %, weak from there, poor from 8 %', () => {
  assert.equal(rate(0, 1), 'good');
  assert.equal(rate(0.06 - JUST, 1), 'good');
  assert.equal(rate(0.06, 1), 'weak');
  assert.equal(rate(0.08 - JUST, 1), 'weak');
  assert.equal(rate(0.08, 1), 'poor');
});

test('rate: good from half of the target, weak from 30 %, poor below', () => {
  assert.equal(rate(0, 0.5), 'good');
  assert.equal(rate(0, 0.5 - JUST), 'weak');
  assert.equal(rate(0, 0.3), 'weak');
  assert.equal(rate(0, 0.3 - JUST), 'poor');
});

test('the camera is too much from 30 % loss either way, and above 1.5 s of round trip', () => {
  const recent = { lossOut: 0, lossIn: 0, roundTrip: 0, rateOut: 1 };
  assert.equal(isCameraTooMuch(recent), false);
  assert.equal(isCameraTooMuch({ ...recent, lossOut: 0.3 - JUST, roundTrip: 1500 }), false);
  assert.equal(isCameraTooMuch({ ...recent, lossOut: 0.3 }), true);
  assert.equal(isCameraTooMuch({ ...recent, lossIn: 0.3 }), true);
  assert.equal(isCameraTooMuch({ ...recent, roundTrip: 1501 }), true);
});

test('the last seconds count as their mean, unknown ones not at all', () => {
  const recent = samplesToRecent([
    sample({ lossOut: 0.1 }),
    sample({ lossOut: undefined }),
    sample({ lossOut: 0.3 }),
  ]);
  assert.ok(Math.abs(recent.lossOut - 0.2) < JUST);
  assert.equal(samplesToRecent([]).rateOut, 1);
});

test('a picture that the network does not limit is at its target, however small', () => {
  const camera = {
    bitrate: TARGET_PICTURE / 4,
    packets: 10,
    loss: 0,
    codec: 'VP8',
    width: 1,
    height: 1,
    framerate: 5,
  };
  const limited = (isLimited: boolean) => sample({ sent: { camera: { ...camera, isLimited } } });
  assert.equal(samplesToRecent([limited(false)]).rateOut, 1);
  assert.equal(samplesToRecent([limited(true)]).rateOut, 0.25);
});

function sample(changes: Partial<ConnectionSample>): ConnectionSample {
  return {
    ...{ seconds: 1, route: undefined, roundTrip: 40, availableOut: undefined, packetsIn: 100 },
    ...{ sent: {}, received: {}, lossOut: 0, lossIn: 0 },
    ...changes,
  };
}
