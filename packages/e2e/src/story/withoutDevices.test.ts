/** Somebody without camera and microphone calls and is called all the same (calls, "Media devices"). */
import { test } from 'node:test';
import { ADA, BEN, createWorld } from '../support/world.ts';

test('without devices the words say so and how to go on, and the call connects', async () => {
  await using world = await createWorld({ withoutDevices: [BEN] });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ben.seesCamera(ADA.station);
  await ben.hears(ADA.hertz);
  await ben.sees('No microphone was found.');
  await ben.sees('No camera was found. You can go on without one.');
  await ada.sees('Ben is muted');
  await ada.sees('Camera is off');
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
});
