/** Several tabs of one browser: one owns the keys, all of them ring, and one answers (spec/call.md, "Several tabs"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPerson, type Person, until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;
let ada: Person;
/** Ben's tabs. */
let first: Person;
let second: Person;

before(async () => {
  world = await createWorld();
  ({ ada, ben: first } = world);
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a second tab says that Sotto is open elsewhere, takes over on demand, and the first one follows', async () => {
  await ada.write('To the first tab');
  await first.hasItems('To the first tab');
  second = createPerson(await first.page.browser().newPage());
  await second.visit(world.origin);
  await second.sees('Sotto is open in another window');
  await press(second, 'Use here');
  await second.isReady();
  await first.sees('Sotto is open in another window');
  await second.open(ADA.name);
  await ada.write('To the second tab');
  await second.hasItems('To the first tab', 'To the second tab');
  await ada.hasItems('To the first tab · Delivered', 'To the second tab · Delivered');
});

test('a call rings in both tabs; taken where the keys are, the other says so', async () => {
  await ada.press('Audio call');
  await Promise.all([first, second].map(tab => tab.sees('Incoming audio call')));
  await press(second, 'Accept');
  await first.sees('Answered in another window');
  await press(first, 'Close');
  await first.seesNoMore('Answered in another window');
  await second.hears(ADA.hertz);
  await ada.hears(BEN.hertz);
  await ada.press('Hang up');
  await press(second, 'Close');
  await ada.seesNoMore('You hung up');
});

test('taken in the tab without the keys, the call runs there, and the other tab says so', async () => {
  await ada.press('Video call');
  await Promise.all([first, second].map(tab => tab.sees('Incoming video call')));
  await press(first, 'Accept with video');
  await second.sees('Answered in another window');
  await press(second, 'Close');
  await second.sees('Sotto is open in another window');
  await first.seesCamera(ADA.station);
  await ada.seesCamera(BEN.station);
  await ada.press('Hang up');
  await press(first, 'Close');
  await ada.seesNoMore('You hung up');
});

test('turned away in the tab without the keys, it is silent in both, and the caller learns nothing', async () => {
  await ada.press('Audio call');
  await Promise.all([first, second].map(tab => tab.sees('Incoming audio call')));
  await press(second, 'Reject');
  await Promise.all([first, second].map(tab => tab.seesNoMore('Incoming audio call')));
  assert.match(await ada.text(), /Ringing…/);
  await ada.press('Cancel the call');
  await ada.seesNoMore('You cancelled the call');
  await first.page.bringToFront();
  await first.open(ADA.name);
  await first.hasItems('Audio call · Rejected');
});

test('a tab that opens while it rings, rings; a caller who gives up silences both', async () => {
  await second.page.close();
  await ada.press('Audio call');
  await first.sees('Incoming audio call');
  second = createPerson(await first.page.browser().newPage());
  await second.visit(world.origin);
  await second.sees('Incoming audio call');
  await ada.press('Cancel the call');
  await Promise.all([first, second].map(tab => tab.seesNoMore('Incoming audio call')));
  await second.sees('Sotto is open in another window');
});

test('when the tab with the keys is closed while it rings, another one rings on and can accept', async () => {
  await ada.seesNoMore('You cancelled the call');
  await ada.press('Audio call');
  await Promise.all([first, second].map(tab => tab.sees('Incoming audio call')));
  await first.page.close();
  await press(second, 'Accept');
  await second.hears(ADA.hertz);
  await ada.hears(BEN.hertz);
  await ada.press('Hang up');
  await press(second, 'Close');
  await second.page.bringToFront();
  await second.open(ADA.name);
  await until(async () => /^Audio call · \d+ sec$/.test((await second.items()).at(-1) ?? ''));
});

/** Goes to the tab first, as a person must: a covered one gets no frames. */
async function press(tab: Person, name: string): Promise<void> {
  await tab.page.bringToFront();
  await tab.press(name);
}
