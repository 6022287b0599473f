import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type CallId, type ContactId, type ItemId } from '@sotto/protocol/ids';
import type { CallItemStatus } from '../client/view.ts';
import {
  type CallItem,
  type CallItemEvent,
  createCallItem,
  repairCallItem,
  transitionCallItem,
} from './callItem.ts';

function begin(mine: boolean): CallItem {
  const zero = new Uint8Array(16);
  return createCallItem({
    id: bytesToId<ItemId>(zero),
    callId: bytesToId<CallId>(zero),
    contactId: bytesToId<ContactId>(zero),
    mine,
    media: 'video',
    at: 1000,
  });
}

const EVENTS: readonly CallItemEvent[] = [
  { kind: 'accepted' },
  { kind: 'connecting' },
  { kind: 'connected' },
  { kind: 'rejected' },
  { kind: 'unanswered' },
  { kind: 'hungUp' },
  { kind: 'failed', failure: 'noPath' },
];

/** What each status becomes by each event, in the order of EVENTS; `-` for unchanged. */
const TABLE: Readonly<Record<CallItemStatus, string>> = {
  pending: 'accepted connecting - rejected missed ended failed',
  rejected: 'accepted connecting - - - - -',
  accepted: '- connecting inProgress - - ended failed',
  connecting: '- - inProgress - - ended failed',
  inProgress: '- - - - - ended failed',
  missed: '- - - - - - -',
  ended: '- - - - - - -',
  failed: '- - - - - - -',
};

for (const [status, row] of Object.entries(TABLE)) {
  test(`from ${status}`, () => {
    const item = { ...begin(false), status: status as CallItemStatus };
    const seen = EVENTS.map(event => {
      const next = transitionCallItem(item, event, 2000);
      return next === item ? '-' : next.status;
    });
    assert.equal(seen.join(' '), row);
  });
}

test('an ended call has its duration, counted from the first media', () => {
  const events: CallItemEvent[] = [{ kind: 'connecting' }, { kind: 'connected' }, { kind: 'hungUp' }];
  const ended = events.reduce(
    (item, event, index) => transitionCallItem(item, event, 5000 * index),
    begin(true),
  );
  assert.equal(ended.duration, 5000);
  assert.equal(ended.connectedAt, 5000);
});

test('a clock set back gives no negative duration', () => {
  const connected = transitionCallItem({ ...begin(true), status: 'connecting' }, { kind: 'connected' }, 9000);
  assert.equal(transitionCallItem(connected, { kind: 'hungUp' }, 100).duration, 0);
});

test('only an undecided or set-aside incoming call is acceptable', () => {
  assert.equal(begin(false).acceptable, true);
  assert.equal(begin(true).acceptable, false);
  for (const event of EVENTS.filter(each => each.kind !== 'connected')) {
    assert.equal(transitionCallItem(begin(false), event, 0).acceptable, false, event.kind);
  }
});

test('repair ends what a crash left open and keeps what can still be accepted', () => {
  const statuses = Object.keys(TABLE) as CallItemStatus[];
  const repaired = (mine: boolean) =>
    statuses.filter(status => repairCallItem({ ...begin(mine), status }).failure === 'interrupted');
  assert.deepEqual(repaired(true), ['pending', 'accepted', 'connecting', 'inProgress']);
  assert.deepEqual(repaired(false), ['accepted', 'connecting', 'inProgress']);
  assert.equal(repairCallItem(begin(false)).acceptable, true);
});
