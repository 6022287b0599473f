/** Vibration in one tab at a time, for as long as the call rings and the page may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock, type FakeClock } from '@sotto/core/sim/fakeClock';
import { VIBRATION_ROUND, type VibratingPage, vibrateInOneTab } from './ringVibration.ts';

const ROUND_MS = 2500;

interface Tab extends VibratingPage {
  /** Patterns that were started; `still` for an end. */
  readonly felt: string[];
  change(mayVibrate: boolean): void;
}

function createTab(clock: FakeClock, locks: VibratingPage['locks'], isAllowed = true): Tab {
  const listeners = new Set<() => void>();
  const felt: string[] = [];
  let mayVibrate = isAllowed;
  return {
    felt,
    clock,
    locks,
    mayVibrate: () => mayVibrate,
    onChange: (listener, over) => {
      listeners.add(listener);
      over.addEventListener('abort', () => listeners.delete(listener));
    },
    vibrate: pattern => {
      felt.push(pattern.length === 0 ? 'still' : pattern.join(' '));
      return true;
    },
    change: next => {
      mayVibrate = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

const round = VIBRATION_ROUND.join(' ');

test('it vibrates round after round until the call stops ringing, and not after', async () => {
  const clock = createFakeClock();
  const tab = createTab(clock, createLocks());
  const stop = vibrateInOneTab(tab);
  await clock.settle();
  await clock.advance(2 * ROUND_MS);
  assert.deepEqual(tab.felt, [round, round, round]);
  stop();
  assert.deepEqual(tab.felt.slice(3), ['still']);
  await clock.advance(10 * ROUND_MS);
  tab.change(true);
  await clock.settle();
  assert.equal(tab.felt.length, 4);
  assert.equal(clock.pending(), 0);
});

test('of two tabs one vibrates; when it is hidden the other one goes on', async () => {
  const clock = createFakeClock();
  const locks = createLocks();
  const tabs = [createTab(clock, locks), createTab(clock, locks)] as const;
  const [first, second] = tabs;
  const stops = tabs.map(tab => vibrateInOneTab(tab));
  await clock.settle();
  await clock.advance(ROUND_MS);
  assert.deepEqual([first.felt, second.felt], [[round, round], []]);
  first.change(false);
  await clock.settle();
  assert.deepEqual([first.felt.at(-1), second.felt], ['still', [round]]);
  first.change(true);
  await clock.advance(ROUND_MS);
  assert.equal(first.felt.length, 3);
  for (const stop of stops) stop();
  await clock.settle();
  assert.deepEqual([first.felt.length, second.felt.at(-1)], [3, 'still']);
});

test('a page that is hidden or was not touched vibrates once it may', async () => {
  const clock = createFakeClock();
  const tab = createTab(clock, createLocks(), false);
  const stop = vibrateInOneTab(tab);
  await clock.settle();
  assert.deepEqual(tab.felt, []);
  tab.change(true);
  await clock.settle();
  assert.deepEqual(tab.felt, [round]);
  tab.change(false);
  tab.change(true);
  await clock.settle();
  assert.deepEqual(tab.felt, [round, 'still', round]);
  stop();
});

test('a call that is over while another tab vibrates leaves nothing behind', async () => {
  const clock = createFakeClock();
  const locks = createLocks();
  const tabs = [createTab(clock, locks), createTab(clock, locks)] as const;
  const stops = tabs.map(tab => vibrateInOneTab(tab));
  await clock.settle();
  for (const stop of [...stops].reverse()) stop();
  await clock.settle();
  assert.deepEqual([tabs[0].felt, tabs[1].felt], [[round, 'still'], []]);
});

/** Locks as Web Locks grant them: one holder, the others in turn. */
function createLocks(): VibratingPage['locks'] {
  let last: Promise<unknown> = Promise.resolve();
  const request = async (_: string, { signal }: LockOptions, hold: () => Promise<void>) => {
    const held = last.then(() => {
      signal?.throwIfAborted();
      return hold();
    });
    last = held.catch(() => undefined);
    return held;
  };
  return { request: request as LockManager['request'] };
}
