import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryCallView } from '@sotto/core/client/view';
import { groupByDay } from './groupByDay.ts';

const at = (day: number, hour: number) => ({ at: new Date(2026, 2, day, hour).getTime() }) as HistoryCallView;

test('calls stand under their days, in the order they came', () => {
  const days = groupByDay([at(4, 0), at(3, 23), at(3, 1), at(1, 12)]);
  assert.deepEqual(
    days.map(day => day.calls.length),
    [1, 2, 1],
  );
  assert.deepEqual(groupByDay([]), []);
});
