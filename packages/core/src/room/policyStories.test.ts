/** What a change of the link's policy does for those who wait at that moment (spec/room.md, "Entering"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameBytes } from '@sotto/protocol/bytes';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { inside, join, namesOf } from './lobby.testSupport.ts';

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

test('an open link asks from now on: whoever is inside beside a host stays, and others still come in', async () => {
  const { world, host, guest } = await inside(34, 'open');
  world.change({ policy: 'ask' });
  await world.clock.advance(1000);
  const late = await world.arrive('Cleo');
  late.room.join();
  await world.clock.advance(1000);
  assert.equal(late.room.view().stage, 'lobby');
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  for (const person of [host, guest, late]) {
    assert.deepEqual(namesOf(person), ['Host', 'Ben', 'Cleo']);
    assert.deepEqual(person.room.view().warnings, []);
  }
});

test('an open link is for contacts only from now on: those inside stay if they are, the others are at the door', async () => {
  const world = await createRoomWorld(36, 'open');
  const [contact, stranger] = [await join(world, 'Ben'), await join(world, 'Cleo')];
  const isContact = (pseudonym: Uint8Array) => isSameBytes(pseudonym, contact.pseudonym.publicKey);
  const host = await join(world, 'Host', { pseudonym: world.host, isContact });
  world.change({ policy: 'contacts' });
  await world.clock.advance(3000);
  for (const person of [host, contact]) {
    assert.deepEqual(namesOf(person).toSorted(), ['Ben', 'Host']);
    assert.deepEqual(person.room.view().warnings, []);
  }
  assert.equal(stranger.room.view().stage, 'lobby');
  assert.deepEqual(stranger.approvals, [], 'nothing that would be good for a later call');
  world.change({ policy: 'ask' });
  await world.clock.advance(1000);
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(stranger).toSorted(), ['Ben', 'Cleo', 'Host']);
});

test('an open link asks from now on where no host is: all wait, and the host who comes lets them in', async () => {
  const world = await createRoomWorld(35, 'open');
  const guests = [await join(world, 'Ben'), await join(world, 'Cleo')];
  world.change({ policy: 'ask' });
  await world.clock.advance(3000);
  for (const { room } of guests) assert.deepEqual([room.view().stage, room.view().people], ['lobby', []]);
  const host = await world.arrive('Host', { pseudonym: world.host });
  host.room.join();
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(host), ['Host']);
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  for (const person of [host, ...guests]) {
    assert.deepEqual(namesOf(person).toSorted(), ['Ben', 'Cleo', 'Host']);
    assert.deepEqual(person.room.view().warnings, []);
  }
});

test('whom a host has let in once stays inside when the link asks again, whether a host is there or not', async () => {
  const { world, host, guest } = await inside(37);
  world.change({ policy: 'open' });
  await world.clock.advance(1000);
  const late = await join(world, 'Cleo');
  host.room.leave();
  await world.clock.advance(2000);
  world.change({ policy: 'ask' });
  await world.clock.advance(3000);
  assert.deepEqual(namesOf(guest), ['Ben']);
  assert.equal(late.room.view().stage, 'lobby');
  const back = await join(world, 'Host', { pseudonym: world.host });
  assert.deepEqual(namesOf(back).toSorted(), ['Ben', 'Host']);
});
