import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutesToTime } from './minutesToTime.ts';

test('a time of day is written as a field holds it', () => {
  const times = [0, 1, 9 * 60, 1439, 1440].map(minutesToTime);
  assert.deepEqual(times, ['00:00', '00:01', '09:00', '23:59', '00:00']);
});
