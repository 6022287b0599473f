import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectionSample } from './connectionSample.ts';
import { climbLadder, type LadderState, ladderToPicture, ladderToSettings, startLadder } from './ladder.ts';

const NO_LIMITS = { savesData: false };
const CAMERA = {
  ...{ bitrate: 500_000, packets: 60, loss: 0, codec: 'VP8', width: 640, height: 360, framerate: 30 },
  isLimited: false,
};

/** So many seconds of the same network, from a moment on. */
function live(
  state: LadderState,
  seconds: number,
  from: number,
  changes: Partial<ConnectionSample>,
): LadderState {
  let next = state;
  for (let second = 1; second <= seconds; second += 1)
    next = climbLadder(next, sample(changes), from + second * 1000);
  return next;
}

test('a clean network is left alone', () => {
  const state = live(startLadder(0), 60, 0, {});
  const { sound, camera, waits } = ladderToSettings(state, NO_LIMITS);
  assert.deepEqual(sound, { bitrate: undefined, copies: 0 });
  assert.equal(camera.height, 720);
  assert.deepEqual(waits, { sound: 0, picture: 0 });
  assert.equal(ladderToPicture(state), 'full');
});

test('loss: sound is repeated first, the picture is untouched at 5 and 10 %', () => {
  for (const loss of [0.05, 0.1]) {
    const state = live(startLadder(0), 30, 0, { lossOut: loss });
    assert.equal(ladderToSettings(state, NO_LIMITS).sound.copies, 1);
    assert.equal(ladderToPicture(state), 'full');
  }
});

test('at 30 % every packet of sound repeats two others, and pictures fit into one packet each', () => {
  const state = live(startLadder(0), 30, 0, { lossOut: 0.3 });
  const { sound, camera } = ladderToSettings(state, NO_LIMITS);
  assert.equal(sound.copies, 2);
  assert.equal(camera.isPaused, false);
  assert.ok(camera.bitrate / 8 / camera.framerate < 1100);
  assert.equal(ladderToPicture(state), 'lowered');
});

test('a full network gets less of everything: no copies, then no picture', () => {
  const before = live(startLadder(0), 10, 0, { lossOut: 0.05, roundTrip: 40 });
  const state = live(before, 40, 10_000, { lossOut: 0.05, roundTrip: 900 });
  assert.equal(ladderToSettings(state, NO_LIMITS).sound.copies, 0);
  assert.equal(ladderToPicture(state), 'paused');
});

test('a paused picture waits until the network is not full any more; a longer way is not a full one for ever', () => {
  const full = live(startLadder(0), 40, 0, { roundTrip: 40 });
  const paused = live(full, 30, 40_000, { roundTrip: 500 });
  assert.equal(ladderToPicture(paused), 'paused');
  assert.equal(live(paused, 20, 70_000, { roundTrip: 500 }).step, paused.step);
  assert.equal(ladderToPicture(live(paused, 120, 70_000, { roundTrip: 500 })), 'full');
  assert.equal(ladderToPicture(live(paused, 60, 70_000, { roundTrip: 60 })), 'full');
});

test('an estimate below what a step needs lowers the picture, but only while a picture asks for it', () => {
  const camera = { ...CAMERA, isLimited: true };
  const limited = live(startLadder(0), 20, 0, { availableOut: 200_000, sent: { camera } });
  assert.equal(ladderToPicture(limited), 'lowered');
  const silent = live(startLadder(0), 20, 0, { availableOut: 30_000, sent: {} });
  assert.equal(ladderToPicture(silent), 'full');
});

test('after the bad time it climbs step by step, and hesitates longer when a step did not hold', () => {
  const down = live(startLadder(0), 30, 0, { lossOut: 0.3 });
  const first = live(down, 10, 30_000, { lossOut: 0 });
  assert.equal(first.step, down.step - 1);
  const up = live(down, 60, 30_000, { lossOut: 0 });
  assert.equal(ladderToPicture(up), 'full');
  const regretted = live(first, 8, 40_000, { lossOut: 0.4 });
  assert.ok(regretted.step > first.step);
  assert.ok(regretted.patience > first.patience);
});

test('who saves data sends little on the best of networks', () => {
  const { sound, camera } = ladderToSettings(startLadder(0), { savesData: true });
  assert.ok((sound.bitrate ?? Number.POSITIVE_INFINITY) <= 20_000);
  assert.ok(camera.bitrate <= 150_000 && camera.height <= 180);
});

test('received sound and pictures wait for what is sent again, as long as that takes, within reason', () => {
  const wait = (roundTrip: number, lossIn: number) =>
    ladderToSettings(live(startLadder(0), 20, 0, { lossIn, roundTrip }), NO_LIMITS).waits;
  assert.deepEqual(wait(50, 0.02), { sound: 0, picture: 0 });
  assert.deepEqual(wait(20, 0.1), { sound: 180, picture: 200 });
  assert.deepEqual(wait(60, 0.3), { sound: 180, picture: 650 });
});

function sample(changes: Partial<ConnectionSample>): ConnectionSample {
  return {
    ...{ seconds: 1, route: undefined, roundTrip: 40, availableOut: 2_000_000, packetsIn: 100 },
    ...{ sent: { camera: CAMERA }, received: {}, lossOut: 0, lossIn: 0 },
    ...changes,
  };
}
