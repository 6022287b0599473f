import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey } from '../crypto/signer.ts';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { atTheDoor, inside, join, namesOf } from './lobby.testSupport.ts';

test('whom the record bans learns it from its own device, at the door and before, and nobody is told', async () => {
  const { world, host, guest } = await atTheDoor(33);
  const { publicKey } = guest.pseudonym;
  world.change({ bans: [publicKey] });
  await world.clock.advance(1000);
  assert.equal(guest.room.view().ending, 'banned');
  assert.deepEqual(host.room.view().knocks, []);
  const before = world.server.recorded.length;
  const again = await world.arrive('Ben', { pseudonym: guest.pseudonym });
  again.room.join();
  await world.clock.advance(1000);
  assert.equal(again.room.view().ending, 'banned');
  assert.equal(world.server.recorded.length, before);
});

test('whom the record bans in the middle of a call is out, is told why, and does not stand at the door', async () => {
  const { world, host, guest } = await inside(34, 'open');
  world.change({ bans: [guest.pseudonym.publicKey] });
  await world.clock.advance(3000);
  assert.deepEqual(namesOf(host), ['Host']);
  assert.equal(guest.room.view().ending, 'banned');
});

test('the host makes somebody a host in mid-call, bans somebody, and all follow', async () => {
  const { world, host, guest } = await inside(7);
  world.change({ hosts: [world.host.publicKey, guest.pseudonym.publicKey] });
  await world.clock.advance(1000);
  assert.ok(guest.room.view().amHost);
  assert.ok((await guest.room.lock(true)).ok);
  await world.clock.advance(1000);
  assert.ok(host.room.view().isLocked);
  world.change({ hosts: [world.host.publicKey], bans: [guest.pseudonym.publicKey] });
  await world.clock.advance(3000);
  assert.deepEqual(namesOf(host), ['Host']);
});

test('what a host decides while a commit of its own is under way goes out with the next one', async () => {
  const { world, host, guest } = await atTheDoor(32);
  assert.ok((await host.room.admit(undefined)).ok);
  assert.ok((await host.room.lock(true)).ok);
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(guest), ['Host', 'Ben']);
  for (const { room } of [host, guest]) assert.ok(room.view().isLocked);
});

test('what a co-host whose clock is far ahead has done the host can undo', async () => {
  const world = await createRoomWorld(30, 'ask');
  const host = await join(world, 'Host', { pseudonym: world.host });
  const pseudonym = await createSigningKey(world.random);
  world.change({ hosts: [world.host.publicKey, pseudonym.publicKey] });
  const coHost = await join(world, 'Cleo', { pseudonym, ahead: 3_600_000 });
  assert.ok((await coHost.room.lock(true)).ok);
  await world.clock.advance(1000);
  assert.ok(host.room.view().isLocked);
  for (const isLocked of [false, true, false]) assert.ok((await host.room.lock(isLocked)).ok);
  await world.clock.advance(1000);
  for (const { room } of [host, coHost]) assert.ok(!room.view().isLocked);
});

test('a co-host who is none any more: its lock is off, it and whom it let in stay, and others still come in', async () => {
  const world = await createRoomWorld(31, 'ask');
  const host = await join(world, 'Host', { pseudonym: world.host });
  const pseudonym = await createSigningKey(world.random);
  world.change({ hosts: [world.host.publicKey, pseudonym.publicKey] });
  const coHost = await join(world, 'Cleo', { pseudonym });
  const guest = await world.arrive('Ben');
  guest.room.join();
  await world.clock.advance(1000);
  assert.ok((await coHost.room.admit(undefined)).ok);
  await coHost.room.lock(true);
  await world.clock.advance(1000);
  assert.ok(host.room.view().isLocked);
  world.change({ hosts: [world.host.publicKey] });
  await world.clock.advance(3000);
  assert.ok(!host.room.view().isLocked);
  assert.ok(!coHost.room.view().amHost);
  const late = await world.arrive('Dan');
  late.room.join();
  await world.clock.advance(1000);
  await host.room.admit(undefined);
  await world.clock.advance(2000);
  for (const one of [host, coHost, guest, late]) {
    assert.deepEqual(namesOf(one).toSorted(), ['Ben', 'Cleo', 'Dan', 'Host']);
    assert.deepEqual(one.room.view().warnings, []);
  }
});
