/** A video call and what can be switched in it (product, "In a call"). */
import { after, before, test } from 'node:test';
import { until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld();
  await world.meet();
});
after(() => world[Symbol.asyncDispose]());

test('each sees the moving pictures of the other', async () => {
  const { ada, ben } = world;
  await ada.press('Video call');
  await ben.sees('Incoming video call');
  await ben.press('Accept with video');
  await ada.seesCamera(BEN.station);
  await ben.seesCamera(ADA.station);
});

test('muting is heard as silence and told in words, unmuting brings the sound back', async () => {
  const { ada, ben } = world;
  await ben.hears(ADA.hertz);
  await ada.press('Mute');
  await ben.sees('Ada is muted');
  await ben.hears(undefined);
  await ada.press('Unmute');
  await ben.seesNoMore('Ada is muted');
  await ben.hears(ADA.hertz);
});

test('a camera that is turned off is told, and comes back', async () => {
  const { ada, ben } = world;
  await ada.press('Turn camera off');
  await ben.sees('Camera is off');
  await until(async () => (await ben.picture()) === undefined);
  await ada.seesCamera(BEN.station);
  await ada.press('Turn camera on');
  await ben.seesNoMore('Camera is off');
  await ben.seesCamera(ADA.station);
  await ada.press('Hang up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
});

test('an audio call becomes a video call and an audio call again, without a break in the sound', async () => {
  const { ada, ben } = world;
  await ben.press('Audio call');
  await ada.press('Accept');
  await ben.hears(ADA.hertz);
  await ben.press('Turn camera on');
  await ada.seesCamera(BEN.station);
  await ada.press('Turn camera on');
  await ben.seesCamera(ADA.station);
  await ada.hears(BEN.hertz);
  for (const person of [ada, ben]) await person.press('Turn camera off');
  await until(async () => (await ada.picture()) === undefined && (await ben.picture()) === undefined);
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
});
