/** An ignored call can be accepted at any later moment while the caller waits (product, "Calling a contact"). */
import { after, before, test } from 'node:test';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

const TWO_MINUTES_MS = 120_000;

let world: World;

before(async () => {
  world = await createWorld({ hasPageClocks: true, hasTap: true });
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('a call that was ignored is accepted from the conversation more than two minutes later', async () => {
  const { ada, ben } = world;
  await ada.press('Video call');
  await ben.press('Ignore');
  await ben.seesNoMore('Incoming video call');
  await ben.hasItems('Video call · Waiting for you');
  await ben.sees('A call is waiting for you');
  await world.passTime(TWO_MINUTES_MS + 10_000);
  await ada.sees('Waiting… 2:');
  await ben.press('Accept call');
  await ada.seesCamera(BEN.station);
  await ben.seesCamera(ADA.station);
  await ben.seesNoMore('A call is waiting for you');
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
});

test('a call can still be accepted when its ringing has ended by itself', async () => {
  const { ada, ben } = world;
  await ada.press('Audio call');
  await ben.press('Ignore');
  await world.passTime(2 * TWO_MINUTES_MS);
  await ben.press('Accept call');
  await ben.hears(ADA.hertz);
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
  await ada.press('Close');
  await ben.seesNoMore('You hung up');
});

test('a rejected call leaves no way to accept it, and the caller waits on', async () => {
  const { ada, ben } = world;
  await ada.press('Audio call');
  await ben.press('Reject');
  await ben.hasItems('Audio call · Rejected');
  await world.passTime(35_000);
  await ada.sees('Waiting…');
  await ada.press('Cancel the call');
  await ada.hasItems('Audio call · No answer');
  await ben.hasItems('Audio call · Rejected');
  await ada.seesNoMore('You cancelled the call');
});

test('when the caller has gone meanwhile, accepting says that the call has already ended', async () => {
  const { ada, ben } = world;
  await ada.press('Audio call');
  await ben.press('Ignore');
  // Until nothing is held ready between the two any more: word of the end can come by the server only.
  await world.passTime(2 * TWO_MINUTES_MS);
  world.tap?.cut(true);
  await ada.press('Cancel the call');
  await ada.sees('You cancelled the call');
  await ben.press('Accept call');
  await ben.sees('Connecting…');
  world.tap?.cut(false);
  await ben.sees('The call has already ended');
  await ben.sees('You can call back.');
  await ben.hasItems('Audio call · The call has already ended');
  await ada.hasItems('Audio call · No answer');
});
