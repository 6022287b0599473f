import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNextFrame, type FrameTimes } from './nextFrame.ts';

/** Times that stand still until told; a frame comes every 16 ms. */
function createTimes() {
  const due = new Map<() => void, number>();
  let now = 1000;
  const at = (moment: number, act: () => void) => {
    const once = () => act();
    due.set(once, moment);
    return () => void due.delete(once);
  };
  const times: FrameTimes = {
    now: () => now,
    after: (ms, act) => at(now + ms, act),
    onFrame: act => at(now + 16, act),
  };
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const [next] = [...due].filter(([, moment]) => moment <= end).sort(([, a], [, b]) => a - b);
      if (next === undefined) break;
      due.delete(next[0]);
      now = Math.max(now, next[1]);
      next[0]();
    }
    now = end;
  };
  return { times, pass };
}

function createCase() {
  const { times, pass } = createTimes();
  let count = 0;
  const work = createNextFrame(() => {
    count += 1;
  }, times);
  return { work, pass, count: () => count };
}

test('many requests are one piece of work, with the next frame', () => {
  const { work, pass, count } = createCase();
  work.request();
  work.request();
  assert.equal(count(), 0);
  pass(16);
  assert.equal(count(), 1);
  pass(100);
  assert.equal(count(), 1);
  work.request();
  pass(16);
  assert.equal(count(), 2);
});

test('a hold puts off what was asked for before and after it', () => {
  const { work, pass, count } = createCase();
  work.request();
  work.hold(200);
  pass(100);
  work.request();
  pass(115);
  assert.equal(count(), 0);
  pass(1);
  assert.equal(count(), 1);
});

test('a hold can be shortened, lengthened and ended', () => {
  const { work, pass, count } = createCase();
  work.hold(200);
  work.request();
  work.hold(50);
  pass(66);
  assert.equal(count(), 1);
  work.hold(10);
  work.request();
  work.hold(100);
  pass(50);
  assert.equal(count(), 1);
  work.hold(0);
  pass(16);
  assert.equal(count(), 2);
});
