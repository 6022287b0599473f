/** Other ways in which a call begins, or does not (product, "Calling a contact"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld();
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a video call is accepted without video', async () => {
  const { ada, ben } = world;
  await ada.press('Video call');
  await ben.press('Without video');
  await ben.seesCamera(ADA.station);
  await ada.sees('Camera is off');
  await ada.hears(BEN.hertz);
  assert.equal(await ada.picture(), undefined);
  await ada.press('Hang up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
});

test('a caller who gives up leaves a missed call, unread for whoever looks elsewhere', async () => {
  const { ada, ben, origin } = world;
  await ben.visit(origin);
  await ben.isReady();
  await ada.press('Audio call');
  await ben.sees('Incoming audio call');
  await ada.press('Cancel the call');
  await ada.sees('You cancelled the call');
  await ada.hasItems('Audio call · No answer');
  await ben.seesNoMore('Incoming audio call');
  await ben.sees('Audio call · Missed');
  await ben.sees('1 unread message');
  await ben.open(ADA.name);
  await ben.hasItems('Audio call · Missed');
  await ben.seesNoMore('1 unread message');
  await ada.seesNoMore('You cancelled the call');
});

test('both call each other at the same moment and are connected, once', async () => {
  const { ada, ben } = world;
  const before = { ada: await ada.items(), ben: await ben.items() };
  const presses = await Promise.all([ada.aimAt('Audio call'), ben.aimAt('Audio call')]);
  await Promise.all(presses.map(press => press()));
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
  for (const [person, earlier] of [
    [ada, before.ada],
    [ben, before.ben],
  ] as const) {
    await until(async () => /^Audio call · \d+ sec$/.test((await person.items()).at(-1) ?? ''));
    assert.deepEqual((await person.items()).slice(0, -1), earlier, 'one call, one item');
  }
});
