import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countersToSuspicious, createFrameTally, DROP_REASONS, tallyToCounters } from './counters.ts';

test('every dropped frame is suspicious, except one that the network delivered twice', () => {
  for (const reason of DROP_REASONS) {
    const tally = createFrameTally();
    tally.opened = 100;
    tally.dropped[reason] = 7;
    assert.equal(countersToSuspicious(tallyToCounters(tally)), reason === 'replayed' ? 0 : 7, reason);
  }
});
