/** People at the door of a link call and behind it, for stories about hosts and guests. */
import assert from 'node:assert/strict';
import type { SeatId } from '@sotto/protocol/ids';
import { type Arrival, createRoomWorld, type RoomPerson, type RoomWorld } from '../sim/roomWorld.ts';

/** Somebody who comes in without a question. */
export async function join(
  world: RoomWorld,
  name: string,
  known: Partial<Arrival> = {},
): Promise<RoomPerson> {
  const person = await world.arrive(name, known);
  person.room.join();
  await world.clock.advance(1000);
  assert.equal(person.room.view().stage, 'inside', name);
  return person;
}

/** A host inside and a guest who has knocked. */
export async function atTheDoor(seed: number, policy: 'ask' | 'open' = 'ask') {
  const world = await createRoomWorld(seed, policy);
  const host = await world.arrive('Host', { pseudonym: world.host });
  host.room.join();
  await world.clock.advance(1000);
  const guest = await world.arrive('Ben');
  guest.room.join();
  await world.clock.advance(1000);
  return { world, host, guest };
}

/** A host and a guest inside. */
export async function inside(seed: number, policy: 'ask' | 'open' = 'ask') {
  const all: { world: RoomWorld; host: RoomPerson; guest: RoomPerson } = await atTheDoor(seed, policy);
  await all.host.room.admit(undefined);
  await all.world.clock.advance(1000);
  assert.deepEqual(namesOf(all.guest), ['Host', 'Ben']);
  return all;
}

/** Who is inside, as this person sees it. */
export function namesOf({ room }: RoomPerson): readonly string[] {
  return room.view().people.map(({ name }) => name);
}

/** Where this person sits. Throws an `AssertionError` outside. */
export function seatOf({ room }: RoomPerson): SeatId {
  const me = room.view().people.find(({ isMe }) => isMe);
  assert.ok(me);
  return me.seat;
}
