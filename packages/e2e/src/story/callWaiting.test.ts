/** A second call during a call: the four choices, and a hold both ways (product, "Calling a contact"; spec/call.md). */
import { after, before, test } from 'node:test';
import type { Person } from '../support/person.ts';
import { rejectSecondCall } from '../support/secondCall.ts';
import { ADA, BEN, CLEO, createWorld, type World } from '../support/world.ts';

let world: World;
let cleo: Person;

before(async () => {
  world = await createWorld();
  await world.meet();
  cleo = await world.join(CLEO, world.ada);
  const { ada, ben } = world;
  await ada.open(BEN.name);
  await ada.press('Audio call');
  await ben.press('Accept');
  await ada.hears(BEN.hertz);
});
after(() => world[Symbol.asyncDispose]());

test('ignored, the second caller waits on, and the first call goes on', async () => {
  const { ada } = world;
  await callFromCleo();
  await ada.press('Ignore');
  await ada.seesNoMore('Cleo is calling too');
  await cleo.sees('Ringing…');
  await ada.hears(BEN.hertz);
  await cleo.press('Cancel the call');
  await cleo.seesNoMore('You cancelled the call');
});

test('rejected, the second caller learns nothing, and the first call goes on', async () => {
  await callFromCleo();
  await rejectSecondCall(world, cleo);
});

test('hold and accept: the first waits in silence, the calls are swapped, and hanging up takes up the other', async () => {
  const { ada, ben } = world;
  await ada.press('Back to the conversation');
  await callFromCleo();
  await ada.press('Hold and accept');
  await ben.sees('Ada has put the call on hold');
  await ada.hears(CLEO.hertz);
  await cleo.hears(ADA.hertz);
  await ben.hears(undefined);
  await ada.sees('Ben is on hold');
  await ada.press('Swap');
  // The first call had been made small; taken up, it is to be seen.
  await ada.sees('Cleo is on hold');
  await cleo.sees('Ada has put the call on hold');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  await cleo.hears(undefined);
  await ada.press('Swap');
  await ada.hears(CLEO.hertz);
  await ada.press('Hang up');
  await cleo.sees('Ada hung up');
  await cleo.press('Close');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
});

test('a call that both hold is silent until both have resumed', async () => {
  const { ada, ben } = world;
  await ada.page.keyboard.press('h');
  await ben.sees('Ada has put the call on hold');
  await ben.page.keyboard.press('h');
  await ada.sees('Ben has put the call on hold');
  await ada.press('Resume');
  await ben.seesNoMore('Ada has put the call on hold');
  await ada.hears(undefined);
  await ben.hears(undefined);
  await ben.press('Resume');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
});

test('a second caller who gives up is gone from the screen, and the first call goes on', async () => {
  const { ada } = world;
  await callFromCleo();
  await cleo.press('Cancel the call');
  await ada.seesNoMore('Cleo is calling too');
  await ada.hears(BEN.hertz);
  await cleo.seesNoMore('You cancelled the call');
});

test('end and accept: the first call ends, the second one begins', async () => {
  const { ada, ben } = world;
  await callFromCleo();
  await ada.press('End and accept');
  await ben.sees('Ada hung up');
  await ada.hears(CLEO.hertz);
  await cleo.hears(ADA.hertz);
  await cleo.press('Hang up');
  await ada.sees('Cleo hung up');
});

/** At most three unanswered ones within a minute ring, so the stories take turns. */
async function callFromCleo(): Promise<void> {
  await cleo.press('Audio call');
  await world.ada.sees('Cleo is calling too');
}
