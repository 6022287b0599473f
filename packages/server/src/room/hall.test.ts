import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import { createTestSeat } from '../testing/testLink.ts';
import { createHall, hasLobbyRoom } from './hall.ts';
import { createSeat } from './seat.ts';

const LINK = 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId;

test('an office behind one address finds room in the lobby, and a quarter stays for all others', () => {
  assert.deepEqual([32, 100, 8, 4].map(mostOfOneAddress), [24, 75, 8, 4]);
});

/** How many of one address such a lobby takes; all others must still find the rest of it. */
function mostOfOneAddress(places: number): number {
  const hall = createHall(1, LINK);
  const fill = (address: string) => {
    const before = hall.waiting.size;
    while (hasLobbyRoom(hall, address, places)) {
      const { seat, publicKey } = { publicKey: new Uint8Array(32), ...createTestSeat() };
      const facts = { id: seat, key: publicKey, link: 1, linkId: LINK, card: undefined, since: 0 };
      hall.waiting.set(seat, { ...createSeat({ ...facts, isMember: false }), address });
    }
    return hall.waiting.size - before;
  };
  const first = fill('192.0.2.1');
  assert.equal(first + fill('192.0.2.2'), places);
  assert.equal(fill('192.0.2.3'), 0);
  return first;
}
