import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoomWorld, type RoomPerson } from '../sim/roomWorld.ts';
import { atTheDoor, inside, namesOf, seatOf } from './lobby.testSupport.ts';
import { ROOM_TIMES } from './roomState.ts';

test('whoever is unknown waits, hears nothing, and is let in for good by a host', async () => {
  const { world, host, guest } = await atTheDoor(1);
  assert.equal(guest.room.view().stage, 'lobby');
  assert.deepEqual(guest.room.view().people, []);
  assert.deepEqual(
    host.room.view().knocks.map(({ name }) => name),
    ['Ben'],
  );
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(guest), ['Host', 'Ben']);
  assert.equal(guest.approvals.length > 0, true);
  guest.room.leave();
  await world.clock.advance(2000);
  const { pseudonym, approvals } = guest;
  const again = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
  again.room.join();
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(again), ['Host', 'Ben']);
});

test('whom a host refuses is told, and the server alone turns nobody away', async () => {
  const { world, host, guest } = await atTheDoor(2);
  guest.connection.inject({ t: 'roomEnded', linkId: world.keys.linkId, reason: 'refused' });
  await world.clock.advance(2000);
  assert.equal(guest.room.view().stage, 'lobby');
  const [knock] = host.room.view().knocks;
  assert.ok(knock && (await host.room.refuse(knock.seat)).ok);
  await world.clock.advance(1000);
  assert.deepEqual([guest.room.view().stage, guest.room.view().ending], ['over', 'refused']);
  assert.deepEqual(host.room.view().knocks, []);
});

test('whoever waits with a proof that nobody vouches for is shown to no host, and sent away in time', async () => {
  for (const policy of ['ask', 'open'] as const) {
    const { world, host } = await atTheDoor(31, policy);
    const before = host.room.view().knocks.length;
    const unproven = await world.arrive('Eve', {
      handOver: {
        isWaiting: () => true,
        prove: async () => world.random.bytes(32),
        isSuccessor: async () => false,
      },
    });
    unproven.room.join();
    await world.clock.advance(ROOM_TIMES.proof - 1000);
    assert.deepEqual([unproven.room.view().stage, host.room.view().knocks.length], ['lobby', before]);
    await world.clock.advance(ROOM_TIMES.alive + 2000);
    assert.deepEqual([unproven.room.view().stage, unproven.room.view().ending], ['over', 'refused']);
  }
});

test('a guest without a host waits at the door; the host comes and sees the knock', async () => {
  const world = await createRoomWorld(3, 'ask');
  const guest = await world.arrive('Ben');
  guest.room.join();
  await world.clock.advance(30_000);
  assert.equal(guest.room.view().stage, 'lobby');
  const host = await world.arrive('Host', { pseudonym: world.host });
  host.room.join();
  await world.clock.advance(1000);
  assert.deepEqual(
    host.room.view().knocks.map(({ name }) => name),
    ['Ben'],
  );
});

test('removed: out at once and for this call; blocked: out of every call of the link', async () => {
  const { world, host, guest } = await inside(4);
  assert.ok((await host.room.remove(seatOf(guest), true)).ok);
  await world.clock.advance(1000);
  assert.equal(guest.room.view().ending, 'banned');
  assert.deepEqual(namesOf(host), ['Host']);
  const { pseudonym, approvals } = guest;
  const again = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
  again.room.join();
  await world.clock.advance(5000);
  assert.equal(again.room.view().stage, 'lobby');
  assert.deepEqual(host.room.view().knocks, []);
});

test('whoever was let in once comes back to people who came later and never heard of it', async () => {
  const { world, host, guest } = await inside(9);
  guest.room.leave();
  await world.clock.advance(2000);
  const cleo = await world.arrive('Cleo');
  cleo.room.join();
  await world.clock.advance(1000);
  await host.room.admit(undefined);
  await world.clock.advance(1000);
  const { pseudonym, approvals } = guest;
  const again = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
  again.room.join();
  await world.clock.advance(1000);
  for (const one of [host, cleo, again]) {
    assert.deepEqual(namesOf(one).toSorted(), ['Ben', 'Cleo', 'Host']);
    assert.deepEqual(one.room.view().warnings, []);
  }
});

test('a call in which a host lets many people in at once takes them in by several commits', async () => {
  const { world, host } = await inside(10);
  const people: RoomPerson[] = [];
  for (let index = 0; index < 18; index++) {
    const person = await world.arrive(`Person ${index}`);
    people.push(person);
    person.room.join();
  }
  await world.clock.advance(1000);
  await host.room.admit(undefined);
  await world.clock.advance(2000);
  for (const one of [host, ...people]) assert.equal(namesOf(one).length, 20);
  assert.equal(world.server.epoch(), 4);
});

test('a server with fewer places than the link: those inside stay, the others are told', async () => {
  const world = await createRoomWorld(11, 'open', undefined, 3);
  const people: RoomPerson[] = [];
  for (let index = 0; index < 5; index++) {
    const person = await world.arrive(`Person ${index}`);
    people.push(person);
    person.room.join();
  }
  await world.clock.advance(10_000);
  const came = people.map(({ room }) => room.view().ending ?? room.view().stage).toSorted();
  assert.deepEqual(came, ['full', 'full', 'inside', 'inside', 'inside']);
  people.find(({ room }) => room.view().stage === 'inside')?.room.leave();
  await world.clock.advance(2000);
  const late = await world.arrive('Late');
  late.room.join();
  await world.clock.advance(2000);
  assert.equal(namesOf(late).length, 3);
});

test('only hosts do what hosts do', async () => {
  const { host, guest } = await inside(5);
  const refused = { ok: false, code: 'notHost' };
  assert.deepEqual(await guest.room.remove(seatOf(host), false), refused);
  assert.deepEqual(await guest.room.lock(true), refused);
  assert.deepEqual(await guest.room.mute(undefined), refused);
  assert.deepEqual(await guest.room.admit(undefined), refused);
});

test('at a locked room even whoever may come in waits until a host has let this one in by hand', async () => {
  const { world, host, guest } = await inside(21);
  guest.room.leave();
  await world.clock.advance(2000);
  assert.ok((await host.room.lock(true)).ok);
  await world.clock.advance(1000);
  const { pseudonym, approvals } = guest;
  const again = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
  again.room.join();
  await world.clock.advance(5000);
  assert.equal(again.room.view().stage, 'lobby');
  assert.deepEqual(
    host.room.view().knocks.map(({ standing }) => standing),
    ['locked'],
  );
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  assert.deepEqual(namesOf(again), ['Host', 'Ben']);
  // Opened again, the door asks nobody whom the rules let in.
  again.room.leave();
  await world.clock.advance(2000);
  const third = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
  third.room.join();
  await world.clock.advance(2000);
  assert.equal(third.room.view().stage, 'lobby');
  assert.ok((await host.room.lock(false)).ok);
  await world.clock.advance(1000);
  assert.equal(third.room.view().stage, 'inside');
});

test('a locked room lets nobody in but by a host', async () => {
  const { world, host } = await inside(6, 'open');
  assert.ok((await host.room.lock(true)).ok);
  await world.clock.advance(500);
  assert.ok(host.room.view().isLocked);
  host.room.leave();
  await world.clock.advance(3000);
  const late = await world.arrive('Cleo');
  late.room.join();
  await world.clock.advance(5000);
  assert.equal(late.room.view().stage, 'lobby');
});

test('chat, reactions and raised hands are the same for all, and a host can ask for silence', async () => {
  const { world, host, guest } = await inside(8, 'open');
  await guest.room.raiseHand(true);
  await world.clock.advance(100);
  await host.room.raiseHand(true);
  await host.room.chat(' hello ');
  await guest.room.react('👏');
  await host.room.mute(undefined);
  await world.clock.advance(500);
  const late = await world.arrive('Cleo');
  late.room.join();
  await world.clock.advance(1500);
  for (const { room } of [host, guest, late])
    assert.deepEqual(
      room.view().people.map(({ name, hand }) => [name, hand]),
      [
        ['Host', 2],
        ['Ben', 1],
        ['Cleo', undefined],
      ],
    );
  assert.deepEqual(
    guest.room.view().chat.map(({ name, text }) => [name, text]),
    [['Host', 'hello']],
  );
  assert.deepEqual(
    host.room.view().reactions.map(({ emoji }) => emoji),
    ['👏'],
  );
  assert.deepEqual([guest.mutes(), host.mutes()], [1, 0]);
  await guest.room.raiseHand(false);
  await world.clock.advance(500);
  assert.equal(late.room.view().people[0]?.hand, 1);
});
