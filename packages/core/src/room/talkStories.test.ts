/** What people in a call say to all, at its limits, and what is left of it when they go (spec/room.md, "Talk"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_CHAT_LENGTH } from '@sotto/protocol/sealed/roomTalk';
import { createSigningKey } from '../crypto/signer.ts';
import type { RoomPerson } from '../sim/roomWorld.ts';
import { inside, join } from './lobby.testSupport.ts';

const texts = ({ room }: RoomPerson) => room.view().chat.map(({ text }) => text);
const hands = ({ room }: RoomPerson) => room.view().people.map(({ name, hand }) => [name, hand]);

test('a text may be as long as it may be, without what surrounds it; a longer one and an empty one are not sent', async () => {
  const { world, host, guest } = await inside(51);
  const longest = '🌿'.repeat(MAX_CHAT_LENGTH / 2);
  assert.ok((await guest.room.chat(` ${longest}\n`)).ok);
  assert.deepEqual(await guest.room.chat(`${longest}!`), { ok: false, code: 'tooLong' });
  assert.ok((await guest.room.chat(' \n ')).ok);
  await world.clock.advance(1000);
  for (const person of [host, guest]) assert.deepEqual(texts(person), [longest]);
});

test('who has a hand up and goes leaves no gap in the order; what was written stays under the name', async () => {
  const { world, host, guest } = await inside(52, 'open');
  const cleo = await join(world, 'Cleo');
  for (const person of [guest, cleo, host]) {
    await person.room.raiseHand(true);
    await world.clock.advance(200);
  }
  await guest.room.chat('I have to go');
  await world.clock.advance(200);
  assert.deepEqual(hands(cleo), [
    ['Host', 3],
    ['Ben', 1],
    ['Cleo', 2],
  ]);
  guest.room.leave();
  await world.clock.advance(2000);
  for (const person of [host, cleo]) {
    assert.deepEqual(hands(person), [
      ['Host', 2],
      ['Cleo', 1],
    ]);
    assert.deepEqual(
      person.room.view().chat.map(({ name, text }) => [name, text]),
      [['Ben', 'I have to go']],
    );
  }
  const again = await join(world, 'Ben', { pseudonym: guest.pseudonym });
  await world.clock.advance(1000);
  for (const person of [host, cleo, again])
    assert.deepEqual(hands(person).toSorted(), [
      ['Ben', undefined],
      ['Cleo', 1],
      ['Host', 2],
    ]);
});

test('who raises a hand that is up keeps the place', async () => {
  const { world, host, guest } = await inside(54, 'open');
  for (const person of [guest, host, guest]) {
    await person.room.raiseHand(true);
    await world.clock.advance(200);
  }
  assert.deepEqual(hands(host), [
    ['Host', 2],
    ['Ben', 1],
  ]);
});

test('somebody whose app takes itself for a host’s silences nobody', async () => {
  const { world, host, guest } = await inside(55, 'open');
  const pseudonym = await createSigningKey(world.random);
  const hosts = [world.host.publicKey, pseudonym.publicKey];
  const mallory = await join(world, 'Mallory', { pseudonym, record: { ...world.record(), hosts } });
  assert.ok((await mallory.room.mute(undefined)).ok, 'it is sent');
  await world.clock.advance(1000);
  assert.deepEqual([host.mutes(), guest.mutes()], [0, 0]);
  await host.room.mute(undefined);
  await world.clock.advance(1000);
  assert.deepEqual([guest.mutes(), mallory.mutes()], [1, 1]);
});

test('a host who lets all in lets nobody in who only looks', async () => {
  const { world, host } = await inside(56, 'open');
  assert.ok((await host.room.lock(true)).ok);
  await world.clock.advance(1000);
  const [looking, waiting] = [await world.arrive('Cleo'), await world.arrive('Dan')];
  looking.room.join(false);
  waiting.room.join();
  await world.clock.advance(1000);
  assert.deepEqual(
    host.room.view().knocks.map(({ name }) => name),
    ['Dan'],
  );
  assert.ok((await host.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  assert.deepEqual([looking.room.view().stage, waiting.room.view().stage], ['lobby', 'inside']);
});

test('a co-host who has gone leaves those inside whom it has let in, and is a host again on coming back', async () => {
  const { world, host, guest } = await inside(53);
  world.change({ hosts: [world.host.publicKey, guest.pseudonym.publicKey] });
  await world.clock.advance(1000);
  host.room.leave();
  await world.clock.advance(2000);
  const cleo = await world.arrive('Cleo');
  cleo.room.join();
  await world.clock.advance(1000);
  assert.ok((await guest.room.admit(undefined)).ok);
  await world.clock.advance(1000);
  guest.room.leave();
  await world.clock.advance(2000);
  assert.equal(cleo.room.view().stage, 'inside');
  const back = await join(world, 'Ben', { pseudonym: guest.pseudonym });
  const owner = await join(world, 'Host', { pseudonym: world.host });
  for (const { room } of [back, owner]) {
    assert.ok(room.view().amHost);
    assert.deepEqual(room.view().warnings, []);
  }
  assert.equal(cleo.room.view().people.length, 3);
});
