/** What a change of the link's policy does for those who wait at that moment (spec/room.md, "Entering"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { inside, namesOf } from './lobby.testSupport.ts';

test('whoever waits where nobody is begins the call when the link lets everybody in from then on', async () => {
  const world = await createRoomWorld(31, 'ask');
  const guests = [await world.arrive('Ben'), await world.arrive('Cleo')];
  for (const { room } of guests) room.join();
  await world.clock.advance(10_000);
  assert.deepEqual(
    guests.map(({ room }) => room.view().stage),
    ['lobby', 'lobby'],
  );
  world.change({ policy: 'open' });
  await world.clock.advance(4000);
  for (const guest of guests) assert.deepEqual(namesOf(guest).toSorted(), ['Ben', 'Cleo']);
});

test('whoever waits where no host is comes in when the link lets everybody in from then on', async () => {
  const { world, host, guest } = await inside(32);
  host.room.leave();
  await world.clock.advance(2000);
  const late = await world.arrive('Cleo');
  late.room.join();
  await world.clock.advance(2000);
  assert.equal(late.room.view().stage, 'lobby');
  world.change({ policy: 'open' });
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(late).toSorted(), ['Ben', 'Cleo']);
  assert.deepEqual(namesOf(guest), namesOf(late));
});

test('whoever waited at an open link begins no call that nobody has allowed, once hosts are to be asked', async () => {
  const { world, host, guest } = await inside(33, 'open');
  assert.ok((await host.room.lock(true)).ok);
  await world.clock.advance(1000);
  const late = await world.arrive('Cleo');
  late.room.join();
  await world.clock.advance(1000);
  assert.equal(late.room.view().stage, 'lobby');
  world.change({ policy: 'ask' });
  await world.clock.advance(1000);
  for (const { room } of [host, guest]) room.leave();
  await world.clock.advance(10_000);
  assert.equal(late.room.view().stage, 'lobby');
});
