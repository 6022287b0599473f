/** In a call behind a link (product, "In a call"): a shared screen, the small window, and a contact who calls meanwhile. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCounter } from '../support/counterVideo.ts';
import { click, makeLink } from '../support/linkMaking.ts';
import { type Person, until } from '../support/person.ts';
import { rejectSecondCall } from '../support/secondCall.ts';
import { readTone } from '../support/toneAudio.ts';
import { ADA, BEN, CLEO, createWorld, type World } from '../support/world.ts';

let world: World;
let cleo: Person;

before(async () => {
  world = await createWorld({ prepare: ({ page }) => watchCaptures(page) });
  await world.meet();
  cleo = await world.join(CLEO, world.ada);
  const link = await makeLink(world.ada);
  await world.ada.press('Join');
  await world.ada.page.waitForSelector('.room-stage');
  for (const person of [world.ben, cleo]) {
    await person.visit(link);
    await click(person, '.join-button');
    await person.page.waitForSelector('.room-stage');
  }
  await hasTiles(cleo, ADA.name, BEN.name, `${CLEO.name} (you)`);
});
after(() => world[Symbol.asyncDispose]());

test('a shared screen becomes the main picture of all others, and is gone when the browser’s own bar ends it', async () => {
  const { ada, ben } = world;
  // The screen shows what the camera would, and that is off: so it is the screen that carries the counter.
  await seesNothing(ben, '[aria-label="Picture from Ada"]');
  await ada.press('Share a screen');
  await ada.sees('You are sharing your screen');
  for (const person of [ben, cleo]) {
    await person.sees('Screen of Ada');
    await seesStation(person, '.tile-main video', ADA.station);
  }
  assert.equal(await ada.page.$('.tile-main'), null, 'nobody looks at their own screen');
  await ada.page.evaluate(endSharing);
  await ada.seesNoMore('You are sharing your screen');
  for (const person of [ben, cleo]) await seesNothing(person, '.tile-main');
  await ada.press('Turn camera on');
  await seesStation(ben, '[aria-label="Picture from Ada"]', ADA.station);
});

test('whoever speaks stands in a small window above all others, and what is done there holds', async () => {
  const { ada, ben } = world;
  // Of two who speak at once either might be shown.
  await cleo.press('Mute');
  await ben.press('Turn camera on');
  await seesStation(ada, '[aria-label="Picture from Ben"]', BEN.station);
  await ada.page.keyboard.press('p');
  await ada.page.waitForFunction(() => {
    const { window } = (globalThis as unknown as Floating).documentPictureInPicture;
    const video = window?.document.querySelector('video');
    return video !== undefined && video !== null && video.videoWidth > 0 && video.currentTime > 0.5;
  });
  await pressInWindow(ada, 'Mute');
  await ben.page.waitForSelector('.tile:has([aria-label="Picture from Ada"]) .tile-name .icon');
  await pressInWindow(ada, 'Unmute');
  await seesNothing(ben, '.tile:has([aria-label="Picture from Ada"]) .tile-name .icon');
});

test('a contact who calls meanwhile is announced beside the call; turned away, they learn nothing', async () => {
  const { ada, ben } = world;
  await cleo.press('Leave the call');
  await cleo.press('Close');
  await hasTiles(ben, ADA.name);
  await callFromCleo();
  await ada.sees('Leave and accept');
  await rejectSecondCall(world, cleo);
});

test('held, the call behind the link is silent and dark both ways, and is taken up as it was', async () => {
  const { ada, ben } = world;
  await callFromCleo();
  await ada.press('Hold and accept');
  await hearsCleo(ada);
  await cleo.hears(ADA.hertz);
  await ada.sees('“Video call” is on hold');
  await hasNoWindow(ada);
  await ben.sees('On hold');
  await seesNothing(ben, '[aria-label="Picture from Ada"]');
  await ben.hears(undefined);
  assert.equal(await ada.page.evaluate(openCameras), 0);
  await ada.press('Hang up');
  await cleo.sees('Ada hung up');
  await cleo.press('Close');
  await ben.seesNoMore('On hold');
  await seesStation(ben, '[aria-label="Picture from Ada"]', ADA.station);
  await ben.hears(ADA.hertz);
  await ada.hears(BEN.hertz);
});

test('when it is the contact who hangs up, nobody is seen or heard again without wanting to be', async () => {
  const { ada, ben } = world;
  await callFromCleo();
  await ada.press('Hold and accept');
  await cleo.hears(ADA.hertz);
  await cleo.press('Hang up');
  await ada.sees('Cleo hung up');
  await ada.press('Close');
  await ben.seesNoMore('On hold');
  await ben.page.waitForSelector('.tile .tile-name .icon');
  assert.equal(await ada.page.evaluate(openCameras), 0);
  await ada.press('Unmute');
  await ada.press('Turn camera on');
  await seesStation(ben, '[aria-label="Picture from Ada"]', ADA.station);
});

test('left for the contact, the call behind the link is over for this person, and no screen comes back to it', async () => {
  const { ada, ben } = world;
  await callFromCleo();
  await ada.press('Leave and accept');
  await ben.sees('You are the only one here');
  await ada.hears(CLEO.hertz);
  await cleo.hears(ADA.hertz);
  assert.equal(await ada.page.evaluate(openCameras), 0);
  assert.equal(await ada.page.$('.room'), null);
  await cleo.press('Hang up');
  await ada.sees('Cleo hung up');
  await ada.press('Close');
  await ada.page.waitForFunction(() => document.querySelector('.call') === null);
});

/** At most three unanswered ones within a minute ring, so the stories take turns. */
async function callFromCleo(): Promise<void> {
  await cleo.open(ADA.name);
  await cleo.press('Audio call');
  await world.ada.sees('Cleo is calling too');
}

/** The sound of a contact's call stands behind that of the call behind a link. */
async function hearsCleo({ page }: Person): Promise<void> {
  await until(async () => {
    const sounds = await page.$$('audio');
    const tone = await sounds.at(-1)?.evaluate(readTone, 700);
    return Math.abs((tone?.hertz ?? 0) - CLEO.hertz) <= 8;
  });
}

async function hasTiles({ page }: Person, ...names: readonly string[]): Promise<void> {
  const shown = () => page.$$eval('.tile-name-text', all => all.map(each => each.textContent));
  await until(
    async () => JSON.stringify(await shown()) === JSON.stringify(names),
    async () => `tiles: ${await shown()}`,
  );
}

/** Waits for moving pictures of the camera with this number in one place. */
async function seesStation({ page }: Person, selector: string, station: number): Promise<void> {
  const seen = new Set<number>();
  await until(
    async () => {
      const reading = await page.$(selector).then(found => found?.evaluate(readCounter));
      if (reading?.station === station) seen.add(reading.counter);
      return seen.size >= 3;
    },
    () => `${selector}: pictures ${[...seen]}`,
  );
}

async function seesNothing({ page }: Person, selector: string): Promise<void> {
  await page.waitForFunction(wanted => document.querySelector(wanted) === null, {}, selector);
}

interface Floating {
  readonly documentPictureInPicture: { readonly window: Window | null };
}

async function pressInWindow({ page }: Person, name: string): Promise<void> {
  await page.waitForFunction(
    label => {
      const { window } = (globalThis as unknown as Floating).documentPictureInPicture;
      const button = window?.document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
      button?.click();
      return button !== undefined && button !== null;
    },
    {},
    name,
  );
}

async function hasNoWindow({ page }: Person): Promise<void> {
  await page.waitForFunction(
    () => (globalThis as unknown as Floating).documentPictureInPicture.window === null,
  );
}

interface Watched {
  readonly cameras: MediaStreamTrack[];
  shared: MediaStreamTrack | undefined;
}

/** Keeps what the page captures, and shares the camera's picture for a screen: one that can be recognised. */
async function watchCaptures(page: Person['page']): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const watched = Object.assign(globalThis, { cameras: [], shared: undefined }) as unknown as Watched;
    const devices = navigator.mediaDevices;
    if (devices === undefined) return;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async wanted => {
      const stream = await open(wanted);
      watched.cameras.push(...stream.getVideoTracks());
      return stream;
    };
    devices.getDisplayMedia = async () => {
      const stream = await open({ video: true });
      [watched.shared] = stream.getVideoTracks();
      return stream;
    };
  });
}

function openCameras(): number {
  const { cameras } = globalThis as unknown as Watched;
  return cameras.filter(track => track.readyState === 'live').length;
}

function endSharing(): void {
  const { shared } = globalThis as unknown as Watched;
  shared?.stop();
  shared?.dispatchEvent(new Event('ended'));
}
