import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextItemView } from '@sotto/core/client/view';
import type { ItemId } from '@sotto/protocol/ids';
import { placeItems } from './groupItems.ts';

const START = new Date(2026, 2, 18, 23, 50).getTime();
const MINUTE = 60_000;

function text(minutes: number, mine: boolean): TextItemView {
  const id = `item ${minutes}` as ItemId;
  return { kind: 'text', id, mine, text: 'x', at: START + minutes * MINUTE, delivery: undefined };
}

test('days and runs begin where they should', () => {
  const placed = placeItems([text(0, true), text(1, true), text(2, false), text(9, false), text(12, false)]);
  assert.deepEqual(
    placed.map(({ startsDay, startsRun }) => [startsDay, startsRun]),
    [
      [true, true],
      [false, false],
      [false, true],
      [false, true],
      [true, true],
    ],
  );
});

test('an empty conversation has no items', () => {
  assert.deepEqual(placeItems([]), []);
});
