import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallStage } from '@sotto/core/client/view';
import type { SeatId } from '@sotto/protocol/ids';
import {
  createAcceptanceHold,
  createArrivalHold,
  DEVICES_FIRST_MS,
  PICTURE_FIRST_MS,
} from './acceptanceHold.ts';

function createCase() {
  let now = 5000;
  const holds: number[] = [];
  const follow = createAcceptanceHold(
    () => now,
    ms => void holds.push(ms),
  );
  return {
    holds,
    /** The stage, and then so much time. */
    stage: (stage: CallStage | undefined, ms = 0) => {
      follow(stage);
      now += ms;
    },
  };
}

test('an acceptance lets the screens wait, once', () => {
  const { holds, stage } = createCase();
  stage('incoming', 1000);
  stage('connecting', 10);
  stage('connecting', 10);
  assert.deepEqual(holds, [DEVICES_FIRST_MS]);
});

test('after the first frame they wait a moment for the picture, never longer than at first', () => {
  const { holds, stage } = createCase();
  stage('connecting', 40);
  stage('inCall', 10);
  assert.deepEqual(holds, [DEVICES_FIRST_MS, PICTURE_FIRST_MS]);
  const late = createCase();
  late.stage('connecting', DEVICES_FIRST_MS - 20);
  late.stage('inCall');
  assert.deepEqual(late.holds, [DEVICES_FIRST_MS, 20]);
});

test('an end, or no call at all, is shown at once', () => {
  for (const stage of ['ended', undefined] as const) {
    const { holds, stage: follow } = createCase();
    follow('connecting', 40);
    follow(stage);
    assert.deepEqual(holds, [DEVICES_FIRST_MS, 0]);
  }
});

test('what happens later is not held', () => {
  const { holds, stage } = createCase();
  stage('connecting', 2 * DEVICES_FIRST_MS);
  stage('inCall', 1000);
  stage('reconnecting', 1000);
  stage('inCall', 1000);
  stage('ended');
  assert.deepEqual(holds, [DEVICES_FIRST_MS]);
});

test('the screens wait whenever somebody has joined others, and for nobody who only looks or is alone', () => {
  const holds: number[] = [];
  const follow = createArrivalHold(ms => void holds.push(ms));
  const person = (seat: string, isArriving = false) => ({ seat: seat as SeatId, isArriving });
  follow([person('me')]);
  follow([person('me'), person('other', true)]);
  assert.deepEqual(holds, []);
  follow([person('me'), person('other')]);
  follow([person('me'), person('other')]);
  assert.deepEqual(holds, [DEVICES_FIRST_MS]);
  follow([]);
  assert.equal(holds.length, 1);
});
