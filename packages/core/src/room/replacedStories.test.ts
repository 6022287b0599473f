/** A call that its host cannot enter because of who is in it (spec/room.md, "Entering"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey } from '../crypto/signer.ts';
import { createRoomWorld, type RoomWorld } from '../sim/roomWorld.ts';
import { join, namesOf } from './lobby.testSupport.ts';

const countReplaced = ({ server }: RoomWorld) =>
  server.recorded.filter(request => request.t === 'startRoom' && request.replace !== undefined).length;

/** Eve does not leave, as everybody's app does, when the link asks from now on; Ben was let in at another time. */
async function withStubborn(seed: number) {
  const world = await createRoomWorld(seed, 'ask');
  const host = await join(world, 'Host', { pseudonym: world.host });
  const ben = await world.arrive('Ben');
  ben.room.join();
  await world.clock.advance(1000);
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  world.change({ policy: 'open' });
  await world.clock.advance(1000);
  const record = { ...world.record(), version: world.record().version + 1 };
  const eve = await join(world, 'Eve', { record });
  host.room.leave();
  await world.clock.advance(2000);
  world.change({ policy: 'ask' });
  await world.clock.advance(3000);
  assert.deepEqual(namesOf(eve).toSorted(), ['Ben', 'Eve']);
  return { world, ben, eve };
}

test('a host whom somebody unapproved keeps out by staying begins the call anew, and the others come by the door', async () => {
  const { world, ben, eve } = await withStubborn(61);
  const adminKey = await createSigningKey(world.random);
  const host = await world.arrive('Host', { pseudonym: world.host, adminKey });
  host.room.join();
  await world.clock.advance(10_000);
  assert.deepEqual(namesOf(host), ['Host']);
  for (const { room } of [ben, eve]) {
    const { stage, ending } = room.view();
    assert.deepEqual([stage, ending], ['over', 'replaced']);
  }
  const [back, knocking] = [
    await join(world, 'Ben', { pseudonym: ben.pseudonym, statements: ben.approvals }),
    await world.arrive('Eve', { pseudonym: eve.pseudonym }),
  ];
  knocking.room.join();
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(back).toSorted(), ['Ben', 'Host']);
  assert.equal(knocking.room.view().stage, 'lobby');
  assert.equal(countReplaced(world), 1);
});

test('whoever does not hold the link as its maker ends nobody’s call, nor does one who only looks', async () => {
  const { world, ben, eve } = await withStubborn(62);
  const coHost = await world.arrive('Cleo', { pseudonym: world.host });
  coHost.room.join();
  const adminKey = await createSigningKey(world.random);
  const looking = await world.arrive('Host', { pseudonym: world.host, adminKey });
  looking.room.join(false);
  await world.clock.advance(10_000);
  assert.deepEqual(coHost.room.view().warnings, ['ruleBroken']);
  assert.deepEqual(namesOf(eve).toSorted(), namesOf(ben).toSorted());
  assert.equal(countReplaced(world), 0);
});

test('a call that everybody leaves who has to is entered as it is', async () => {
  const world = await createRoomWorld(63, 'open');
  for (const name of ['Ben', 'Cleo']) await join(world, name);
  const adminKey = await createSigningKey(world.random);
  const host = await world.arrive('Host', { pseudonym: world.host, adminKey });
  host.room.join();
  world.change({ policy: 'ask' });
  await world.clock.advance(10_000);
  assert.equal(host.room.view().stage, 'inside');
  assert.equal(countReplaced(world), 0);
});
