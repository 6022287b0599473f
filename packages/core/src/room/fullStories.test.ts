/** A call with a lobby and no place left: who waits, what hosts see of that, and what becomes of it (spec/room.md, "Hosts"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomPerson } from '../sim/roomWorld.ts';
import { inside, namesOf } from './lobby.testSupport.ts';

/** A host and Ben inside, three places, and these at the door. */
async function waitAtTheDoor(seed: number, ...names: readonly string[]) {
  const all = await inside(seed);
  const { world } = all;
  world.change({ terms: { ...world.record().terms, people: 3 } });
  const guests: RoomPerson[] = [];
  for (const name of names) {
    const guest = await world.arrive(name);
    guest.room.join();
    await world.clock.advance(1000);
    guests.push(guest);
  }
  return { ...all, guests };
}

const waiting = ({ room }: RoomPerson) => room.view().knocks.map(({ name, standing }) => [name, standing]);

test('more are let in than there are places: one comes in, the host sees who waits on, and a free place is theirs', async () => {
  const { world, host, guest, guests } = await waitAtTheDoor(41, 'Cleo', 'Dan', 'Eve');
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(host), ['Host', 'Ben', 'Cleo']);
  assert.deepEqual(waiting(host), [
    ['Dan', 'full'],
    ['Eve', 'full'],
  ]);
  assert.deepEqual(waiting(guest), []);
  const [dan] = host.room.view().knocks;
  assert.ok(dan && (await host.room.refuse(dan.seat)).ok);
  await world.clock.advance(1000);
  assert.equal(guests[1]?.room.view().ending, 'refused');
  guest.room.leave();
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(host).toSorted(), ['Cleo', 'Eve', 'Host']);
  assert.deepEqual(waiting(host), []);
});

test('who has not been decided about stays in sight when the last place is taken, and is asked about again', async () => {
  const { world, host, guest } = await waitAtTheDoor(42, 'Cleo', 'Dan');
  const [cleo] = host.room.view().knocks;
  assert.ok(cleo && (await host.room.admit([cleo.seat])).ok);
  await world.clock.advance(1000);
  assert.deepEqual(waiting(host), [['Dan', 'full']]);
  guest.room.leave();
  await world.clock.advance(2000);
  assert.deepEqual(waiting(host), [['Dan', 'notApproved']]);
  assert.deepEqual(namesOf(host).toSorted(), ['Cleo', 'Host']);
});

test('whom a host has banned is not shown to hosts at a full call either', async () => {
  const { world, host, guest } = await waitAtTheDoor(43, 'Cleo', 'Dan');
  const member = host.room.view().people.find(({ name }) => name === 'Ben');
  assert.ok(member && (await host.room.remove(member.seat, true)).ok);
  await host.room.admit(undefined);
  await world.clock.advance(2000);
  assert.deepEqual(namesOf(host).toSorted(), ['Cleo', 'Dan', 'Host']);
  const again = await world.arrive('Ben', { pseudonym: guest.pseudonym });
  again.room.join();
  await world.clock.advance(2000);
  assert.deepEqual(waiting(host), []);
});
