import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import { type Heard, hearNews, PAUSE_MS } from './hearNews.ts';

const at = (people: number, waiting: number, linkId = 'a') => ({
  ...{ linkId: linkId as LinkId, people, waiting },
  notes: [],
});

/** Whether each of these makes a sound, one after the other. */
function play(...steps: readonly (readonly [now: number, ...news: readonly ReturnType<typeof at>[]])[]) {
  let heard: Heard = new Map();
  return steps.map(([now, ...news]) => {
    const { isNew, next } = hearNews(heard, news, now);
    heard = next;
    return isNew;
  });
}

test('the first one who comes is heard, and each who begins to wait', () => {
  const later = PAUSE_MS;
  assert.deepEqual(play([0], [1, at(1, 0)], [later + 1, at(2, 0)], [2 * later, at(2, 1)]), [
    false,
    true,
    false,
    true,
  ]);
});

test('who comes and goes all the time is heard now and then', () => {
  assert.deepEqual(play([0, at(0, 1)], [1], [2, at(0, 1)], [PAUSE_MS, at(0, 2)]), [true, false, false, true]);
});

test('each link for itself', () => {
  assert.deepEqual(play([0, at(1, 0)], [1, at(1, 0), at(1, 0, 'b')]), [true, true]);
});
