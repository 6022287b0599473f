import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followLoss, NOT_WAITING, type WaitingState } from './waiting.ts';

/** A second for each loss, one after the other. */
function live(losses: readonly number[], from: WaitingState = NOT_WAITING, roundTrip = 60) {
  const seen: number[] = [];
  let state = from;
  for (const [second, loss] of losses.entries()) {
    state = followLoss(state, loss, roundTrip, second * 1000);
    seen.push(state.waits.picture);
  }
  return { state, changes: seen.filter((wait, index) => wait !== (seen[index - 1] ?? from.waits.picture)) };
}

const repeat = (loss: number, seconds: number) => Array.from({ length: seconds }, () => loss);

test('a loss that the browser copes with lets nothing wait, though it swings', () => {
  assert.deepEqual(live([0.03, 0.06, 0.045, 0.07, 0.05, 0.02, 0.07]).changes, []);
});

test('a higher loss lets it wait, longer for longer ways, and sound never as long as pictures', () => {
  const near = live(repeat(0.1, 5)).state.waits;
  const far = live(repeat(0.1, 5), NOT_WAITING, 200).state.waits;
  const worse = live(repeat(0.3, 5)).state.waits;
  assert.ok(near.picture > 0 && near.picture < far.picture && near.picture < worse.picture);
  for (const { sound, picture } of [near, far, worse]) assert.ok(sound > 0 && sound <= 180 && picture <= 650);
});

test('a loss that swings around one value changes the wait seldom', () => {
  const swinging = Array.from({ length: 120 }, (_, second) => 0.1 + 0.02 * Math.sin(second));
  assert.ok(live(swinging).changes.length <= 2);
});

test('it grows at once, and shrinks when less has been enough for twenty seconds', () => {
  const { state } = live(repeat(0.3, 3));
  assert.equal(live(repeat(0, 20), state).state.waits.picture, state.waits.picture);
  assert.equal(live(repeat(0, 21), state).state.waits.picture, 0);
  const interrupted = live([...repeat(0, 15), 0.3, ...repeat(0, 15)], state);
  assert.deepEqual(interrupted.changes, []);
});
