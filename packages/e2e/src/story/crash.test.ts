/** Browsers that are killed in the middle of things, and come back (product, "Calling a contact"; calls, "Recovery"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import { type Person, until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;
let ada: Person;
let ben: Person;

before(async () => {
  world = await createWorld({ hasPageClocks: true });
  ({ ada, ben } = world);
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('killed in a call and back soon: nothing is lost or doubled, and the other side is told', async () => {
  await ada.write('Before the call');
  await ben.hasItems('Before the call');
  await ada.press('Audio call');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
  await world.kill(ben);
  ben = await world.revive(BEN);
  // What Ben's own item says, too.
  await ada.sees('Interrupted');
  await ada.press('Close');
  await ben.open(ADA.name);
  await ada.write('After the call');
  await ben.hasItems('Before the call', 'Audio call · Interrupted', 'After the call');
  assert.equal((await ben.items()).length, 3);
  await ada.hasItems('After the call · Delivered');
});

test('killed while it rings: after the return the call still waits and can be accepted', async () => {
  const earlier = await ben.items();
  await ada.press('Video call');
  await ben.sees('Incoming video call');
  await world.kill(ben);
  ben = await world.revive(BEN);
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);
  await ben.seesCamera(ADA.station);
  await ada.press('Hang up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
  await ben.open(ADA.name);
  assert.deepEqual((await ben.items()).slice(0, -1), earlier);
});

test('a caller who is killed while it rings leaves a missed call, and both items are right after the return', async () => {
  const earlier = { ada: await ada.items(), ben: await ben.items() };
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ada.sees('Ringing…');
  await world.kill(ada);
  await world.passTime(WILL_GRACE_MS);
  await ben.seesNoMore('Incoming audio call');
  await ben.hasItems('Audio call · Missed');
  ada = await world.revive(ADA);
  await ada.open(BEN.name);
  await ada.hasItems('Audio call · Interrupted');
  assert.deepEqual((await ada.items()).slice(0, -1), earlier.ada);
  assert.deepEqual((await ben.items()).slice(0, -1), earlier.ben);
});

test('killed in a call and not back: the other side says Reconnecting, and after its limit why it ended', async () => {
  await ben.press('Call back');
  await ada.press('Accept');
  await ada.hears(BEN.hertz);
  await world.kill(ben);
  await ada.sees('Reconnecting…');
  // Real relays are asked again and again meanwhile, and need their own time to answer.
  await world.passTime(95_000, 1000);
  await ada.sees('No connection could be made');
  await ada.press('Close');
  await ada.hasItems('Audio call · No connection could be made');
});

test('who comes back long after that finds no call in progress, in the conversation or the list of calls', async () => {
  ben = await world.revive(BEN);
  await ben.open(ADA.name);
  await ben.hasItems('Audio call · Interrupted');
  await ben.press('Calls');
  await until(async () => {
    const calls = await ben.page.$$eval('.history-row', rows => rows.map(row => row.textContent));
    return calls.length > 0 && calls[0]?.includes('Interrupted') === true;
  });
  assert.doesNotMatch(await ben.text(), /In progress|Connecting/);
  await ada.hasItems('Audio call · No connection could be made');
});
