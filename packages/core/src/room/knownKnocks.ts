/** Who of those at the door may be known of (spec/room.md, "Another device"): asked before a host is shown them, or a commit adds them. */
import type { SeatId } from '@sotto/protocol/ids';
import type { ReadKnock } from './groupKeeper.ts';
import type { RoomCore } from './roomCore.ts';
import { ROOM_TIMES } from './roomState.ts';
import { isSuccessor } from './successions.ts';

/**
 * Those who wait and may be known of here. Whoever says to be another device of somebody inside is nobody before that one
 * says so, too: a link with a secret and a name in it can be made by anybody, and opened by somebody else.
 */
export function knownKnocks(room: RoomCore): readonly ReadKnock[] {
  return [...room.knocks.values()].filter(knock => isKnown(room, knock));
}

/**
 * Those who wait with a proof for which nobody inside has spoken, longer than any device does by itself
 * (`takeHandOver.ts`): they would hold places at the door that no host sees.
 */
export function unprovenForLong(room: RoomCore): readonly SeatId[] {
  const before = room.needs.clock.now() - ROOM_TIMES.proof;
  return [...room.knocks.values()]
    .filter(knock => !isKnown(room, knock) && knock.since <= before)
    .map(({ seat }) => seat);
}

/** Whether somebody waits to be let in, known of or not, or is in the group. */
export function isAround({ keeper, knocks }: RoomCore, seat: SeatId): boolean {
  return knocks.has(seat) || keeper.group()?.members.some(member => member.seat === seat) === true;
}

/** Others may be known of now. */
export async function followKnocks(room: RoomCore): Promise<void> {
  await room.step({ kind: 'knocksCome', knocks: knownKnocks(room) });
}

function isKnown({ said }: RoomCore, { request, seat }: ReadKnock): boolean {
  return request.handOver === undefined || isSuccessor(said.successions, seat);
}
