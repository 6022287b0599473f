import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countersToSuspicious,
  createFrameTally,
  DROP_REASONS,
  type DropReason,
  tallyToCounters,
} from './counters.ts';

const HARMLESS: readonly DropReason[] = ['replayed', 'early'];

test('every dropped frame is suspicious, except one that the network delivered twice and sound that comes early', () => {
  for (const reason of DROP_REASONS) {
    const tally = createFrameTally();
    tally.opened = 100;
    tally.dropped[reason] = 7;
    assert.equal(countersToSuspicious(tallyToCounters(tally)), HARMLESS.includes(reason) ? 0 : 7, reason);
  }
});
