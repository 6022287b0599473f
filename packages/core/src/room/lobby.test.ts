import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type SeatId } from '@sotto/protocol/ids';
import { MAX_LOBBY_PEOPLE } from '@sotto/protocol/limits';
import { Lobby } from './lobby.ts';

test('more people than any server may let wait push the oldest out', () => {
  const lobby = new Lobby<number>();
  for (let index = 0; index < MAX_LOBBY_PEOPLE + 10; index++) lobby.set(toSeat(index), index);
  assert.equal(lobby.size, MAX_LOBBY_PEOPLE);
  assert.equal(lobby.has(toSeat(9)), false);
  assert.equal(lobby.get(toSeat(10)), 10);
  lobby.set(toSeat(10), 0);
  assert.equal(lobby.size, MAX_LOBBY_PEOPLE);
});

function toSeat(index: number): SeatId {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, index);
  return bytesToId<SeatId>(bytes);
}
