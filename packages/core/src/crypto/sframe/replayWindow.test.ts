import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createReplayWindow, REPLAY_WINDOW_SIZE } from './replayWindow.ts';

test('a counter is accepted once, in any order within the window', () => {
  const window = createReplayWindow();
  for (const counter of [5, 3, 4, 0, 9]) assert.ok(window.accept(counter));
  for (const counter of [5, 3, 4, 0, 9]) assert.ok(!window.accept(counter));
  assert.ok(window.accept(1));
});

test('asking changes nothing', () => {
  const window = createReplayWindow();
  assert.ok(!window.isSeen(7));
  assert.ok(window.accept(7));
  assert.ok(window.isSeen(7));
});

test('what is older than the window is refused, the oldest inside is not', () => {
  const window = createReplayWindow();
  window.accept(REPLAY_WINDOW_SIZE + 10);
  assert.ok(window.isSeen(10));
  assert.ok(window.accept(11));
});

test('a leap empties the window, also far beyond 32 bits', () => {
  const window = createReplayWindow();
  window.accept(3);
  const far = 2 ** 45 + 3;
  assert.ok(window.accept(far));
  assert.ok(window.accept(far - REPLAY_WINDOW_SIZE + 1));
  assert.ok(!window.accept(far));
  assert.ok(!window.accept(3));
});

test('in 300 random runs it agrees with a list of everything seen', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1500, max: 1500 }), { maxLength: 400 }), steps => {
      const window = createReplayWindow();
      const seen = new Set<number>();
      let newest = -1;
      let at = 2000;
      for (const step of steps) {
        at = Math.max(0, at + step);
        const expected = at > newest - REPLAY_WINDOW_SIZE && !seen.has(at);
        assert.equal(window.accept(at), expected);
        if (expected) seen.add(at);
        if (expected) newest = Math.max(newest, at);
      }
    }),
    { seed: 9605, numRuns: 300 },
  );
});
