/** The basic call between Firefox and Chromium, in both directions (product, "Calling a contact"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FIREFOX_HERTZ, findFirefox } from '../support/firefox.ts';
import { readPeerCounters } from '../support/peerRecorder.ts';
import { type Person, until } from '../support/person.ts';
import { droppedOf, probeWorker, readFrameCounters } from '../support/workerProbe.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

const program = findFirefox();
const skip = program === undefined ? 'there is no Firefox on this machine (Debian: firefox-esr)' : false;
const SECOND_OF_SAMPLES = 48_000;
let world: World;

before(async () => {
  if (program === undefined) return;
  world = await createWorld({
    firefox: { person: BEN, program },
    prepare: ({ page }) => probeWorker(page),
  });
  await world.meet();
});
after(() => world?.[Symbol.asyncDispose]());

test('texts arrive both ways', { skip }, async () => {
  const { ada, ben } = world;
  await ada.write('From Chromium');
  await ben.hasItems('From Chromium');
  await ben.write('From Firefox');
  await ada.hasItems('From Chromium · Delivered', 'From Firefox');
});

test('a video call to Firefox shows moving pictures on both sides, encrypted throughout', {
  skip,
}, async () => {
  const { ada, ben } = world;
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ben.seesCamera(ADA.station);
  await seesMovement(ada);
  await ada.hears(FIREFOX_HERTZ);
  await hearsSomething(ben);
  for (const person of [ada, ben]) {
    await person.sees('End-to-end encrypted · through a relay');
    const counters = await readFrameCounters(person.page);
    assert.ok(counters.sealed > 30 && counters.opened > 30, JSON.stringify(counters));
    // Between the two browsers a repeated packet now and then brings a frame twice, of which the second is dropped.
    assert.equal(droppedOf(counters), counters.dropped.replayed, JSON.stringify(counters));
  }
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
  await ben.press('Close');
  await ada.seesNoMore('You hung up');
});

test('an audio call from Firefox becomes a video call and ends on both sides', { skip }, async () => {
  const { ada, ben } = world;
  await ben.press('Audio call');
  await ada.press('Accept');
  await ada.hears(FIREFOX_HERTZ);
  await hearsSomething(ben);
  await ada.press('Turn camera on');
  await ben.seesCamera(ADA.station);
  await ben.press('Turn camera on');
  await seesMovement(ada);
  await ben.press('Hang up');
  await ada.sees('Ben hung up');
  await until(async () => /^Audio call · \d+ sec$/.test((await ada.items()).at(-1) ?? ''));
});

/** Without a sound card Firefox analyses nothing: what it received and decoded has to do. */
async function hearsSomething({ page }: Person): Promise<void> {
  const { samples } = await readPeerCounters(page);
  await until(async () => (await readPeerCounters(page)).samples > samples + SECOND_OF_SAMPLES);
}

/** Firefox's own fake camera carries no numbers: colours that change. */
async function seesMovement({ page }: Person): Promise<void> {
  const colours = new Set<string>();
  await until(async () => {
    const colour = await (await page.$('.call-picture'))?.evaluate(readColour);
    if (colour !== undefined) colours.add(colour);
    return colours.size >= 3;
  });
}

/** Runs in the page and refers to nothing outside itself. */
function readColour(video: Element): string | undefined {
  if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return undefined;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [8, 8];
  const context = canvas.getContext('2d');
  context?.drawImage(video, 0, 0, 8, 8);
  return context?.getImageData(0, 0, 8, 8).data.join();
}
