/**
 * As many people as a link can allow, in the product's cipher suite, through the real room service: they come at
 * once, some leave and others take their places, and all are in one group all the time.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_ROOM_PEOPLE } from '@sotto/protocol/limits';
import { createRealRoomWorld, type RealPerson, type RealRoomWorld } from './realRoomWorld.ts';

test(`${MAX_ROOM_PEOPLE} people join one call, some leave, others come`, async context => {
  await using world = await createRealRoomWorld(1);
  const began = world.clock.now();
  const people = await come(world, MAX_ROOM_PEOPLE);
  context.diagnostic(`all inside after ${world.clock.now() - began} ms of simulated time`);
  const leaving = [people[0], people[9], people[30]].filter(one => one !== undefined);
  for (const { room } of leaving) room.leave();
  const staying = people.filter(one => !leaving.includes(one));
  await until(world, () => staying.every(one => countOf(one) === staying.length));
  const late = await come(world, leaving.length, staying);
  const all = [...staying, ...late];
  assert.equal(new Set(all.map(({ room }) => room.view().code)).size, 1);
  for (const { name, room } of all) assert.deepEqual(room.view().warnings, [], name);
  assert.equal(world.seats().length, MAX_ROOM_PEOPLE);
  const tooMany = await world.arrive('One too many');
  tooMany.room.join();
  await until(world, () => tooMany.room.view().stage === 'over');
  assert.ok(all.every(one => countOf(one) === MAX_ROOM_PEOPLE));
});

/** So many people come, all but the very first at once; resolves when everybody sees everybody. */
async function come(
  world: RealRoomWorld,
  count: number,
  inside: readonly RealPerson[] = [],
): Promise<readonly RealPerson[]> {
  const people: RealPerson[] = [];
  while (people.length < count) {
    const size = inside.length + people.length === 0 ? 1 : count - people.length;
    for (let each = 0; each < size; each++) {
      const person = await world.arrive(`Person ${inside.length + people.length}`);
      people.push(person);
      person.room.join();
    }
    const all = [...inside, ...people];
    await until(world, () => all.every(one => countOf(one) === all.length));
  }
  return people;
}

function countOf({ room }: RealPerson): number {
  const view = room.view();
  return view.stage === 'inside' ? view.people.length : 0;
}

async function until(world: RealRoomWorld, isTrue: () => boolean): Promise<void> {
  for (let steps = 0; !isTrue(); steps++) {
    assert.ok(steps < 400, 'not within 20 s of simulated time');
    await world.clock.advance(50);
  }
}
