import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoomWorld, type RoomPerson, type RoomWorld } from '../sim/roomWorld.ts';
import type { RoomView } from './roomView.ts';

test('the first begins, the second comes in, and both see the same call', async () => {
  const world = await createRoomWorld(1, 'open');
  const [ada, ben] = await joinAll(world, ['Ada', 'Ben']);
  assertSameCall([ada, ben], ['Ada', 'Ben']);
  assert.match(ada.room.view().code ?? '', /^(\d{5} ){5}\d{5}$/);
});

test('two who join in the same instant meet in one call', async () => {
  const world = await createRoomWorld(2, 'open');
  const people = await Promise.all(['Ada', 'Ben'].map(name => world.arrive(name)));
  for (const person of people) person.room.join();
  await world.clock.advance(3000);
  assertSameCall(people, ['Ada', 'Ben']);
  const late = await Promise.all(['Cleo', 'Dan'].map(name => world.arrive(name)));
  for (const person of late) person.room.join();
  await world.clock.advance(3000);
  assertSameCall([...people, ...late], ['Ada', 'Ben', 'Cleo', 'Dan']);
});

test('the one who commits crashes with somebody at the door: another takes over, and no ghost stays', async () => {
  const world = await createRoomWorld(3, 'open');
  const [ada, ben, cleo] = await joinAll(world, ['Ada', 'Ben', 'Cleo']);
  ada.crash();
  const dan = await world.arrive('Dan');
  dan.room.join();
  await world.clock.advance(25_000);
  assertSameCall([ben, cleo, dan], ['Ben', 'Cleo', 'Dan']);
});

test('somebody knocks and goes away while the only member is cut off: the next one still comes in', async () => {
  const world = await createRoomWorld(14, 'open');
  const [ada] = await joinAll(world, ['Ada']);
  const ben = await world.arrive('Ben');
  ben.room.join();
  // Ada has heard of Ben, and her commit gets lost.
  await world.clock.advance(110);
  ada.cutOff();
  ben.room.leave();
  await world.clock.advance(2000);
  ada.comeBack();
  const cleo = await world.arrive('Cleo');
  cleo.room.join();
  await world.clock.advance(4000);
  assertSameCall([ada, cleo], ['Ada', 'Cleo']);
});

test('a member that was cut off for a while comes back to the same seat and follows', async () => {
  const world = await createRoomWorld(4, 'open');
  const [ada, ben] = await joinAll(world, ['Ada', 'Ben']);
  const seat = meOf(ben.room.view());
  ben.cutOff();
  await world.clock.advance(1000);
  assert.equal(ben.room.view().stage, 'reconnecting');
  assert.deepEqual(
    ada.room.view().people.map(({ isAway }) => isAway),
    [false, true],
  );
  const cleo = await join(world, 'Cleo');
  ben.comeBack();
  await world.clock.advance(1000);
  assertSameCall([ada, ben, cleo], ['Ada', 'Ben', 'Cleo']);
  assert.equal(meOf(ben.room.view()), seat);
});

test('a member whose seat is gone joins anew by itself', async () => {
  const world = await createRoomWorld(5, 'open');
  const [ada, ben] = await joinAll(world, ['Ada', 'Ben']);
  ben.cutOff();
  await world.clock.advance(60_000);
  assert.deepEqual(
    ada.room.view().people.map(({ name }) => name),
    ['Ada'],
  );
  ben.comeBack();
  await world.clock.advance(5000);
  assertSameCall([ada, ben], ['Ada', 'Ben']);
});

test('the last one leaves, and whoever comes later begins anew', async () => {
  const world = await createRoomWorld(6, 'open');
  const [ada, ben] = await joinAll(world, ['Ada', 'Ben']);
  ada.room.leave();
  ben.room.leave();
  await world.clock.advance(1000);
  assert.deepEqual(ada.room.view().ending, 'left');
  assert.deepEqual(world.server.seats(), []);
  const cleo = await join(world, 'Cleo');
  assertSameCall([cleo], ['Cleo']);
});

test('a page that is loaded again alone is back in its call within three seconds of the seat’s end', async () => {
  const world = await createRoomWorld(7, 'open');
  const [ada] = await joinAll(world, ['Ada']);
  ada.crash();
  const again = await world.arrive('Ada', { pseudonym: ada.pseudonym });
  again.room.join();
  await world.clock.advance(16_000);
  assertSameCall([again], ['Ada']);
});

test('a page that is loaded again among others is back at once, and its old seat goes', async () => {
  const world = await createRoomWorld(8, 'open');
  const [ada, ben] = await joinAll(world, ['Ada', 'Ben']);
  ben.crash();
  const again = await world.arrive('Ben', { pseudonym: ben.pseudonym });
  again.room.join();
  await world.clock.advance(1000);
  assert.equal(again.room.view().stage, 'inside');
  await world.clock.advance(20_000);
  assertSameCall([ada, again], ['Ada', 'Ben']);
});

type People<Names extends readonly string[]> = { readonly [Index in keyof Names]: RoomPerson };

async function joinAll<const Names extends readonly string[]>(
  world: RoomWorld,
  names: Names,
): Promise<People<Names>> {
  const people: RoomPerson[] = [];
  for (const name of names) people.push(await join(world, name));
  return people as unknown as People<Names>;
}

async function join(world: RoomWorld, name: string): Promise<RoomPerson> {
  const person = await world.arrive(name);
  person.room.join();
  await world.clock.advance(2000);
  assert.equal(person.room.view().stage, 'inside', name);
  return person;
}

function assertSameCall(people: readonly RoomPerson[], names: readonly string[]): void {
  const views = people.map(({ room }) => room.view());
  for (const view of views) {
    assert.equal(view.stage, 'inside');
    assert.deepEqual(view.people.map(({ name }) => name).sort(), names);
    assert.deepEqual(view.warnings, []);
    assert.equal(view.code, views[0]?.code);
    assert.equal(view.epoch, views[0]?.epoch);
  }
}

function meOf(view: RoomView): string | undefined {
  return view.people.find(({ isMe }) => isMe)?.seat;
}
