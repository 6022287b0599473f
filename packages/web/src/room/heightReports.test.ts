import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { createHeightReports, type Heights } from './heightReports.ts';

const ada = 'ada' as SeatId;
const bob = 'bob' as SeatId;

test('what is shown in two places counts by the larger, and only changes are told', () => {
  const told: Heights[] = [];
  const report = createHeightReports(heights => told.push(heights));
  report(
    'screen',
    new Map([
      [ada, 301],
      [bob, 90],
    ]),
  );
  report(
    'screen',
    new Map([
      [bob, 91],
      [ada, 305],
    ]),
  );
  report('window', new Map([[ada, 200]]));
  assert.deepEqual(told, [
    new Map([
      [ada, 312],
      [bob, 96],
    ]),
  ]);
  report('screen', new Map());
  assert.deepEqual(told.at(-1), new Map([[ada, 216]]));
  report('window', new Map());
  assert.deepEqual(told.at(-1), new Map());
  assert.equal(told.length, 3);
});
