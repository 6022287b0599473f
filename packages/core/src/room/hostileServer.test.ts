/** A server that does its worst, and a member that helps it: what people in a call refuse, and that they say so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { REQUEST_LIFETIME_MS } from '../group/keyPackage.ts';
import type { Tamper } from '../sim/fakeRoomServer.ts';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { join, namesOf, seatOf } from './lobby.testSupport.ts';
import type { RoomNotice } from './roomNeeds.ts';

const NOBODY = `${'n'.repeat(21)}A` as SeatId;

test('it counts somebody in who is not in the group: nobody is shown', async () => {
  const { world, people } = await call(1);
  world.server.setTamper(notice =>
    notice.t === 'roomPeople'
      ? [{ ...notice, people: [...notice.people, { seat: NOBODY, away: false }] }]
      : [notice],
  );
  const late = await join(world, 'Dan');
  for (const person of [...people, late]) assert.deepEqual(namesOf(person), ['Ada', 'Ben', 'Cleo', 'Dan']);
});

test('it changes a commit: whoever gets that one says so, and comes in again', async () => {
  const { world, people } = await call(2);
  const [, ben] = people;
  const seat = seatOf(ben);
  world.server.setTamper((notice, to) =>
    notice.t === 'roomCommit' && to === seat ? [damage(notice)] : [notice],
  );
  await join(world, 'Dan');
  await world.clock.advance(5000);
  assert.deepEqual(ben.room.view().warnings, ['forgedCommit']);
  for (const person of people) assert.deepEqual([...namesOf(person)].sort(), ['Ada', 'Ben', 'Cleo', 'Dan']);
});

test('it makes a commit up: all refuse it, say so, and find together again', async () => {
  const { world, people } = await call(3);
  for (const { connection } of people) {
    const forged = {
      linkId: world.keys.linkId,
      roomId: NOBODY as never,
      by: NOBODY,
      commit: new Uint8Array(900),
    };
    connection.inject({ t: 'roomCommit', epoch: world.server.epoch(), ...forged });
  }
  await world.clock.advance(20_000);
  for (const person of people) {
    assert.deepEqual(person.room.view().warnings, ['forgedCommit']);
    assert.deepEqual([...namesOf(person)].sort(), ['Ada', 'Ben', 'Cleo']);
  }
});

test('it swaps the Welcomes of two who join: both refuse them, say so, and come in with their own', async () => {
  const { world } = await call(4);
  let held: RoomNotice | undefined;
  const swap: Tamper = notice => {
    if (notice.t !== 'admitted') return [notice];
    const shown =
      held?.t === 'admitted' ? { ...notice, welcome: held.welcome, epoch: held.epoch } : undefined;
    held = notice;
    return shown === undefined ? [] : [shown];
  };
  world.server.setTamper(swap);
  const [dan, eve] = [await world.arrive('Dan'), await world.arrive('Eve')];
  dan.room.join();
  await world.clock.advance(500);
  eve.room.join();
  await world.clock.advance(500);
  assert.deepEqual(eve.room.view().warnings, ['forgedWelcome']);
  assert.notEqual(eve.room.view().stage, 'inside');
  world.server.setTamper(undefined);
  dan.cutOff();
  dan.comeBack();
  await world.clock.advance(20_000);
  for (const person of [dan, eve])
    assert.deepEqual([...namesOf(person)].sort(), ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve']);
});

test('it repeats commits and knocks of the past: nothing happens, nobody comes back', async () => {
  const { world, people } = await call(5);
  const [ada, ben] = people;
  const heard: RoomNotice[] = [];
  const seat = seatOf(ada);
  world.server.setTamper((notice, to) => {
    if (to === seat && (notice.t === 'roomCommit' || notice.t === 'knocked')) heard.push(notice);
    return [notice];
  });
  const dan = await join(world, 'Dan');
  dan.room.leave();
  await world.clock.advance(2000);
  const { epoch } = ada.room.view();
  for (const notice of heard) for (const { connection } of people) connection.inject(notice);
  await world.clock.advance(5000);
  assert.equal(ada.room.view().epoch, epoch);
  for (const person of [ada, ben]) assert.deepEqual(namesOf(person), ['Ada', 'Ben', 'Cleo']);
});

test('it brings a request of another day again: nobody is shown who is not there', async () => {
  const { inside } = await showAgain(10, REQUEST_LIFETIME_MS + 1000, 'Ben');
  assert.deepEqual(inside.map(namesOf), [['Ben']]);
  assert.deepEqual(
    inside.map(({ room }) => room.view().warnings),
    [['forgedKnock']],
  );
});

test('a request of an earlier call of the same day is shown again: whom it brings is gone within 40 s', async () => {
  const { world, inside } = await showAgain(11, 60_000, 'Ben', 'Cleo');
  assert.deepEqual(inside.map(namesOf)[0], ['Ben', 'Cleo', 'Dan']);
  await world.clock.advance(35_000);
  for (const person of inside) {
    assert.deepEqual(namesOf(person), ['Ben', 'Cleo']);
    assert.deepEqual(person.room.view().warnings, []);
  }
});

/** Shows Dan's request of a call that is over again to these people, so many milliseconds later. */
async function showAgain(seed: number, later: number, ...names: readonly string[]) {
  const { world, people } = await call(seed);
  const heard: RoomNotice[] = [];
  world.server.setTamper(notice => {
    if (notice.t === 'knocked') heard.push(notice);
    return [notice];
  });
  const dan = await join(world, 'Dan');
  world.server.setTamper(undefined);
  for (const { room } of [...people, dan]) room.leave();
  await world.clock.advance(later);
  const inside: Awaited<ReturnType<typeof join>>[] = [];
  for (const name of names) inside.push(await join(world, name));
  const helper = await world.arrive('Eve');
  const [knocked] = heard;
  assert.ok(knocked?.t === 'knocked');
  const { linkId, request, seat } = knocked;
  const [seatKey, proof] = [new Uint8Array(32), new Uint8Array(64)];
  void helper.connection.line.request({ t: 'knock', linkId, seat, seatKey, request, proof });
  await world.clock.advance(5000);
  return { world, inside };
}

test('it repeats a message, says that it is somebody else’s, and damages it: read once, by its author', async () => {
  const { world, people } = await call(6);
  const [ada, ben, cleo] = people;
  const asCleo = seatOf(cleo);
  world.server.setTamper(notice => {
    if (notice.t !== 'roomMessage') return [notice];
    return [{ ...notice, blob: flip(notice.blob) }, notice, notice, { ...notice, from: asCleo }];
  });
  await ada.room.chat('hello');
  await world.clock.advance(500);
  assert.deepEqual(
    ben.room.view().chat.map(({ name, text }) => [name, text]),
    [['Ada', 'hello']],
  );
  assert.deepEqual(ben.room.view().warnings, ['forgedMessage']);
});

test('a member who does not keep to the host’s rules brings somebody in: all others refuse and say so', async () => {
  const world = await createRoomWorld(7, 'ask');
  const host = await join(world, 'Host', { pseudonym: world.host });
  const traitor = await world.arrive('Ben', { record: { ...world.record(), policy: 'open' } });
  traitor.room.join();
  await world.clock.advance(1000);
  await host.room.admit(undefined);
  await world.clock.advance(1000);
  // The host does not hear of the stranger; the traitor does.
  const seat = seatOf(host);
  world.server.setTamper((notice, to) => (notice.t === 'knocked' && to === seat ? [] : [notice]));
  const stranger = await world.arrive('Eve');
  stranger.room.join();
  await world.clock.advance(3000);
  assert.deepEqual(host.room.view().warnings, ['ruleBroken']);
  assert.ok(!namesOf(host).includes('Eve'));
  assert.ok(stranger.room.view().stage !== 'inside');
  assert.deepEqual(stranger.room.view().warnings, ['ruleBroken']);
});

test('it says that somebody was removed who was not: that one comes in again by itself', async () => {
  const { world, people } = await call(8);
  const [ada, ben] = people;
  ben.connection.inject({ t: 'roomEnded', linkId: world.keys.linkId, reason: 'removed' });
  await world.clock.advance(5000);
  assert.deepEqual([...namesOf(ada)].sort(), ['Ada', 'Ben', 'Cleo']);
  assert.equal(ben.room.view().stage, 'inside');
});

test('it reads nothing: no name, no text, no pseudonym and no token in anything that it was sent', async () => {
  const { world, people } = await call(9);
  await people[0].room.chat('a very secret text');
  await world.clock.advance(500);
  const secrets = [...people.map(({ pseudonym }) => pseudonym.publicKey), world.keys.token].map(bytes =>
    bytes.toHex(),
  );
  const texts = ['a very secret text', 'Cleo'].map(text => new TextEncoder().encode(text).toHex());
  for (const request of world.server.recorded) {
    const sent = Object.values(request)
      .map(part => (part instanceof Uint8Array ? part.toHex() : ''))
      .join(' ');
    for (const secret of [...secrets, ...texts]) assert.ok(!sent.includes(secret), request.t);
  }
});

async function call(seed: number) {
  const world = await createRoomWorld(seed, 'open');
  const people = [await join(world, 'Ada'), await join(world, 'Ben'), await join(world, 'Cleo')] as const;
  return { world, people };
}

function damage(notice: Extract<RoomNotice, { t: 'roomCommit' }>): RoomNotice {
  return { ...notice, commit: flip(notice.commit) };
}

function flip(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const flipped = bytes.slice();
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  return flipped;
}
