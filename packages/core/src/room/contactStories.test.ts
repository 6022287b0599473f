/** What whoever made a link knows and decides beyond the call: contacts who need no leave, and bans that stay. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameBytes } from '@sotto/protocol/bytes';
import { createRoomWorld } from '../sim/roomWorld.ts';
import { namesOf, seatOf } from './lobby.testSupport.ts';

test('contacts only: a contact of the host comes in without a question, anybody else does not', async () => {
  for (const policy of ['ask', 'contacts'] as const) {
    const world = await createRoomWorld(9, policy);
    const [contact, stranger] = [await world.arrive('Ben'), await world.arrive('Cleo')];
    const isContact = (pseudonym: Uint8Array) => isSameBytes(pseudonym, contact.pseudonym.publicKey);
    const host = await world.arrive('Host', { pseudonym: world.host, isContact });
    for (const { room } of [contact, stranger, host]) {
      room.join();
      await world.clock.advance(1000);
    }
    await world.clock.advance(4000);
    assert.deepEqual(namesOf(contact), ['Host', 'Ben']);
    assert.equal(stranger.room.view().stage, 'lobby');
    // Whom nobody can let in is shown as that: to be turned away, or to become a contact.
    const standing = policy === 'ask' ? 'notApproved' : 'notContact';
    assert.deepEqual(
      host.room.view().knocks.map(knock => [knock.name, knock.standing]),
      [['Cleo', standing]],
    );
    assert.ok((await host.room.admit(undefined)).ok);
    await world.clock.advance(1000);
    assert.equal(stranger.room.view().stage, policy === 'ask' ? 'inside' : 'lobby');
    // The contact's approval holds in later calls, without the host.
    for (const { room } of [host, contact, stranger]) room.leave();
    await world.clock.advance(2000);
    const { pseudonym, approvals } = contact;
    const again = await world.arrive('Ben', { pseudonym, statements: approvals.slice(-1) });
    again.room.join();
    await world.clock.advance(1000);
    assert.equal(again.room.view().stage, 'inside');
  }
});

test('a co-host’s ban is for whoever made the link to write down, and taking it back there counts at once', async () => {
  const world = await createRoomWorld(10, 'open');
  const bans: Uint8Array[] = [];
  const host = await world.arrive('Host', { pseudonym: world.host, banned: ban => bans.push(ban) });
  const [helper, guest] = [await world.arrive('Ben'), await world.arrive('Cleo')];
  for (const { room } of [host, helper, guest]) {
    room.join();
    await world.clock.advance(1000);
  }
  const hosts = [world.host.publicKey, helper.pseudonym.publicKey];
  world.change({ hosts });
  await world.clock.advance(1000);
  assert.ok((await helper.room.remove(seatOf(guest), true)).ok);
  await world.clock.advance(1000);
  assert.deepEqual(bans, [guest.pseudonym.publicKey]);
  world.change({ bans: [guest.pseudonym.publicKey] });
  await world.clock.advance(1000);
  const again = await world.arrive('Cleo', { pseudonym: guest.pseudonym });
  again.room.join();
  await world.clock.advance(3000);
  assert.equal(again.room.view().ending, 'banned');
  world.change({ bans: [] });
  await world.clock.advance(1000);
  const free = await world.arrive('Cleo', { pseudonym: guest.pseudonym });
  free.room.join();
  await world.clock.advance(1000);
  assert.equal(free.room.view().stage, 'inside');
  assert.equal(bans.length, 1);
});
