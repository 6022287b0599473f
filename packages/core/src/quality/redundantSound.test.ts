import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bytes } from '@sotto/protocol/bytes';
import { createRedundancy } from './redundantSound.ts';

const OPUS = 111;
const FRAME = 960;

/** What a browser gives: the frame before, and this one. */
function browserPayload(before: readonly number[] | undefined, now: readonly number[]): Bytes {
  if (before === undefined) return new Uint8Array([OPUS, ...now]);
  const header = [
    0x80 | OPUS,
    FRAME >> 6,
    ((FRAME & 0x3f) << 2) | (before.length >> 8),
    before.length & 0xff,
  ];
  return new Uint8Array([...header, OPUS, ...before, ...now]);
}

/** As a receiver takes it apart: distance in samples and data, the frame itself last. */
function split(payload: Bytes): readonly (readonly [number, readonly number[]])[] {
  const heads: [number, number][] = [];
  let offset = 0;
  for (; ((payload[offset] ?? 0) & 0x80) !== 0; offset += 4) {
    const [, high = 0, middle = 0, low = 0] = payload.subarray(offset, offset + 4);
    assert.equal((payload[offset] ?? 0) & 0x7f, OPUS);
    heads.push([(high << 6) | (middle >> 2), ((middle & 3) << 8) | low]);
  }
  assert.equal(payload[offset++], OPUS);
  const blocks = heads.map(([distance, length]) => {
    offset += length;
    return [distance, [...payload.subarray(offset - length, offset)]] as const;
  });
  return [...blocks, [0, [...payload.subarray(offset)]] as const];
}

test('without copies only the frame itself is left', () => {
  const sound = createRedundancy();
  assert.deepEqual(split(sound.repeat(browserPayload(undefined, [1]), 0, 0)), [[0, [1]]]);
  assert.deepEqual(split(sound.repeat(browserPayload([1], [2, 3]), FRAME, 0)), [[0, [2, 3]]]);
});

test('one and two copies repeat the frames before, oldest first', () => {
  const sound = createRedundancy();
  sound.repeat(browserPayload(undefined, [1]), 0, 0);
  assert.deepEqual(split(sound.repeat(browserPayload([1], [2]), FRAME, 1)), [
    [FRAME, [1]],
    [0, [2]],
  ]);
  assert.deepEqual(split(sound.repeat(browserPayload([2], [3]), 2 * FRAME, 2)), [
    [2 * FRAME, [1]],
    [FRAME, [2]],
    [0, [3]],
  ]);
});

test('timestamps go round', () => {
  const sound = createRedundancy();
  sound.repeat(browserPayload(undefined, [1]), 2 ** 32 - 100, 0);
  assert.deepEqual(split(sound.repeat(browserPayload(undefined, [2]), FRAME - 100, 1))[0], [FRAME, [1]]);
});

test('a frame that is too long ago, or too long, is not repeated', () => {
  const sound = createRedundancy();
  sound.repeat(browserPayload(undefined, [1]), 0, 0);
  assert.deepEqual(split(sound.repeat(browserPayload(undefined, [2]), 20_000, 1)), [[0, [2]]]);
  const long = Array.from({ length: 700 }, () => 7);
  sound.repeat(browserPayload(undefined, long), 21_000, 1);
  assert.equal(split(sound.repeat(browserPayload(undefined, long), 21_960, 1)).length, 1);
});

test('what is no redundant payload stays as it is', () => {
  const sound = createRedundancy();
  for (const bytes of [[], [0x80 | OPUS], [0x80 | OPUS, 0, 0], [0x80 | OPUS, 0, 0, 9, OPUS, 1]]) {
    const payload = new Uint8Array(bytes);
    assert.equal(sound.repeat(payload, 0, 2), payload);
  }
});
