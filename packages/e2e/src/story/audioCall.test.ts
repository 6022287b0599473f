/** An audio call from the ring to the item that remains of it (product, "Calling a contact"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld();
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('an audio call rings, each hears the tone of the other, and hanging up leaves its duration on both sides', async () => {
  const { ada, ben } = world;
  await ada.press('Audio call');
  await ada.sees('Ringing…');
  await ben.sees('Incoming audio call');
  await ben.hasItems('Audio call · Waiting for you');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  for (const person of [ada, ben]) {
    await person.sees('End-to-end encrypted · through a relay');
    await person.hasItems('Audio call · In progress');
    assert.equal(await person.picture(), undefined);
  }
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
  await ben.sees('You hung up');
  const [adasItem, bensItem] = [(await ada.items()).at(-1), (await ben.items()).at(-1)];
  assert.match(adasItem ?? '', /^Audio call · \d+ sec$/);
  assert.match(bensItem ?? '', /^Audio call · \d+ sec$/);
});

test('the item offers to call back, and that call connects too', async () => {
  const { ada, ben } = world;
  await ada.press('Close');
  await ben.seesNoMore('You hung up');
  await ben.press('Call back');
  await ada.press('Accept');
  await ben.hears(ADA.hertz);
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
});
