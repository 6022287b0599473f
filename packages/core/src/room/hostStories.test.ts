import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey } from '../crypto/signer.ts';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { atTheDoor, inside, join, namesOf, seatOf } from './lobby.testSupport.ts';

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

test('whoever is removed is out with every device that they are in with', async () => {
  const { world, host, guest } = await inside(35, 'open');
  await join(world, 'Ben', { pseudonym: guest.pseudonym });
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Ben']);
  assert.ok((await host.room.remove(seatOf(guest), false)).ok);
  await world.clock.advance(3000);
  assert.deepEqual(namesOf(host), ['Host']);
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

for (const policy of ['ask', 'open'] as const) {
  test(`removed, not blocked (${policy}): comes back into this call by a host's hand alone, and into the next as before`, async () => {
    const { world, host, guest } = await inside(35, policy);
    const cleo = await world.arrive('Cleo');
    const known = { pseudonym: guest.pseudonym, statements: guest.approvals.slice(-1) };
    const comeBack = async () => {
      const person = await world.arrive('Ben', known);
      person.room.join();
      await world.clock.advance(5000);
      return person;
    };
    assert.ok((await host.room.remove(seatOf(guest), false)).ok);
    await world.clock.advance(1000);
    assert.equal(guest.room.view().ending, 'removed');
    cleo.room.join();
    await world.clock.advance(1000);
    await host.room.admit(undefined);
    await world.clock.advance(1000);
    const back = await comeBack();
    assert.equal(back.room.view().stage, 'lobby');
    assert.deepEqual(
      host.room.view().knocks.map(({ name, standing }) => [name, standing]),
      [['Ben', 'expelled']],
    );
    assert.ok((await host.room.admit(undefined)).ok);
    await world.clock.advance(1000);
    assert.equal(
      back.room.view().stage,
      'lobby',
      'whoever lets all in does not mean whom a host has removed',
    );
    const [knock] = host.room.view().knocks;
    assert.ok((await host.room.admit(knock && [knock.seat])).ok);
    await world.clock.advance(1000);
    for (const one of [host, cleo, back]) assert.deepEqual(namesOf(one).toSorted(), ['Ben', 'Cleo', 'Host']);
    back.room.leave();
    await world.clock.advance(2000);
    const again = await comeBack();
    assert.equal(again.room.view().stage, 'inside', 'let in once more, nobody is asked again');
    assert.ok((await host.room.remove(seatOf(again), false)).ok);
    host.room.leave();
    await world.clock.advance(2000);
    const last = await comeBack();
    assert.equal(last.room.view().stage, 'lobby', 'who came later knows it, too, and is no host');
    cleo.room.leave();
    await world.clock.advance(5000);
    assert.equal(last.room.view().stage, 'inside', 'another call');
  });
}

test('removed from a call that was open until then: one yes of the host is enough, at a link that now asks', async () => {
  const { world, host, guest } = await inside(36, 'open');
  await host.room.remove(seatOf(guest), false);
  world.change({ policy: 'ask' });
  await world.clock.advance(2000);
  const back = await world.arrive('Ben', { pseudonym: guest.pseudonym });
  back.room.join();
  await world.clock.advance(2000);
  await host.room.admit(host.room.view().knocks.map(({ seat }) => seat));
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(back), ['Host', 'Ben']);
});
