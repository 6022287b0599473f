import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { type Successions, toPredecessor } from './successions.ts';

const [ADA, BEN, DOOR] = ['ada', 'ben', 'door'] as SeatId[] as [SeatId, SeatId, SeatId];

test('a seat is the other device of the only one who says so', () => {
  const offers = (...firsts: readonly SeatId[]): Pick<Successions, 'offers'> => ({
    offers: new Map(firsts.map(first => [first, { successor: DOOR, proof: new Uint8Array(32), place: 0 }])),
  });
  assert.equal(toPredecessor(offers(), DOOR), undefined);
  assert.equal(toPredecessor(offers(ADA), DOOR), ADA);
  assert.equal(toPredecessor(offers(ADA), BEN), undefined);
  assert.equal(toPredecessor(offers(ADA, BEN), DOOR), undefined);
});
