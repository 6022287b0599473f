/** What can be changed while a call goes on: devices, a shared screen, a hold, the layout (product, "In a call"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { awake, makePhone, pressMediaKey, watchSystem } from '../support/deviceSystem.ts';
import { type Person, until } from '../support/person.ts';
import { readTone } from '../support/toneAudio.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

const SCREEN_HERTZ = 1800;

before(async () => {
  world = await createWorld({
    prepare: async ({ page }, { name }) => {
      await watchCaptures(page);
      await watchSystem(page);
      if (name === BEN.name) await makePhone(page);
    },
  });
  await world.meet();
  await world.ada.press('Video call');
  await world.ben.press('Accept with video');
  await world.ben.seesCamera(ADA.station);
  await world.ada.seesCamera(BEN.station);
});
after(() => world[Symbol.asyncDispose]());

test('both read the same verification code', async () => {
  const codes: (string | null)[] = [];
  for (const { page } of [world.ada, world.ben]) {
    await page.waitForSelector('.call-code-digits');
    codes.push(await page.$eval('.call-code-digits', element => element.textContent));
  }
  assert.match(codes[0] ?? '', /^\d{5}( \d{5}){5}$/);
  assert.equal(codes[1], codes[0]);
});

test('another microphone is chosen in mid-call, and an unplugged one is replaced and said', async () => {
  const { ada, ben } = world;
  await ada.press('More options');
  const chosen = await choose(ada, 'Microphone', 1);
  await until(async () => (await microphones(ada)).at(-1) === chosen);
  assert.equal((await microphones(ada)).length, 1, 'the first one was let go');
  await ben.hears(ADA.hertz);
  await choose(ada, 'Speaker', 0);
  await ada.page.waitForFunction(() => document.querySelector('audio')?.sinkId !== '');
  await ada.hears(BEN.hertz);
  await ada.page.keyboard.press('Escape');
  await ada.page.evaluate(unplugMicrophone);
  await ada.sees('Your microphone was unplugged. Now using: ');
  await ben.hears(ADA.hertz);
  await ada.press('Close');
});

test('a screen is shared with its sound, becomes the main picture, and is gone when the browser’s own bar ends it', async () => {
  const { ada, ben } = world;
  await ada.press('Share a screen');
  await ada.sees('You are sharing your screen');
  await ben.page.waitForFunction(() => {
    const video = document.querySelector<HTMLVideoElement>('video.call-screen');
    return video !== null && video.videoWidth > 0 && video.currentTime > 0;
  });
  await until(async () => (await ben.page.evaluate(playedSounds)) === 2);
  await until(async () => Math.abs(((await screenSound(ben)) ?? 0) - SCREEN_HERTZ) <= 8);
  await ben.hears(ADA.hertz);
  await ada.page.evaluate(endSharing);
  await ada.seesNoMore('You are sharing your screen');
  await ben.page.waitForFunction(() => document.querySelector('.call-screen') === null);
  await ben.seesCamera(ADA.station);
});

test('a call on hold is silent and dark both ways, and comes back as it was', async () => {
  const { ada, ben } = world;
  await ada.page.keyboard.press('h');
  await ada.sees('On hold. Ben hears and sees nothing.');
  await ben.sees('Ada has put the call on hold');
  await ben.hears(undefined);
  await until(async () => (await microphones(ada)).length === 0);
  assert.equal(await ben.picture(), undefined);
  await ada.press('Resume');
  await ben.seesNoMore('Ada has put the call on hold');
  await ben.seesCamera(ADA.station);
  await ben.hears(ADA.hertz);
  await ada.hears(BEN.hertz);
});

test('the own picture is a mirror for oneself only, unless one wants none', async () => {
  const { ada, ben } = world;
  const isMirror = () =>
    ada.page.$eval('.self-view video', video => getComputedStyle(video).transform !== 'none');
  assert.equal(await isMirror(), true);
  await switchInMenu(ada, 'Mirror my picture');
  await until(async () => !(await isMirror()));
  await ben.seesCamera(ADA.station);
  await switchInMenu(ada, 'Mirror my picture');
  await until(isMirror);
  await switchInMenu(ada, 'Hide my picture');
  await ada.page.waitForFunction(() => document.querySelector('.self-view') === null);
  await switchInMenu(ada, 'Hide my picture');
  await ada.page.waitForSelector('.self-view');
});

test('who holds a phone turns to its other camera', async () => {
  const { ada, ben } = world;
  await ben.press('Switch to the other camera');
  await until(async () => (await lastCamera(ben)).includes('"environment"'));
  await ada.seesCamera(BEN.station);
});

test('the call fills the screen, and stands in a window above all others', async () => {
  const { page } = world.ada;
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await page.keyboard.press('p');
  await page.waitForFunction(
    () => (globalThis as unknown as Floating).documentPictureInPicture.window !== null,
  );
  await page.waitForFunction(() => {
    const small = (globalThis as unknown as Floating).documentPictureInPicture.window;
    const video = small?.document.querySelector('video');
    return video !== null && video !== undefined && video.videoWidth > 0;
  });
  await page.evaluate(() => (globalThis as unknown as Floating).documentPictureInPicture.window?.close());
});

test('the screen stays awake, and the system’s keys mute', async () => {
  const { ada, ben } = world;
  assert.equal(await awake(ada), 1);
  await pressMediaKey(ada, 'togglemicrophone');
  await ben.sees('Ada is muted');
  await pressMediaKey(ada, 'togglemicrophone');
  await ben.seesNoMore('Ada is muted');
  await pressMediaKey(ada, 'togglecamera');
  await until(async () => (await ben.picture()) === undefined);
  await pressMediaKey(ada, 'togglecamera');
  await ben.seesCamera(ADA.station);
});

test('who talks while muted is told, on a phone: elsewhere muting puts the microphone’s light out', async () => {
  const { ada, ben } = world;
  await ben.press('Mute');
  await ben.sees('You are talking, but you are muted');
  await ada.sees('Ben is muted');
  await ada.hears(undefined);
  await ben.press('Unmute');
  await ben.seesNoMore('You are talking');
  await ada.hears(BEN.hertz);
});

test('keys: space talks while muted, G puts the pictures side by side, ? shows them all', async () => {
  const { ada, ben } = world;
  const { keyboard } = ada.page;
  await keyboard.press('m');
  await ben.sees('Ada is muted');
  await keyboard.down(' ');
  await ben.seesNoMore('Ada is muted');
  await keyboard.up(' ');
  await ben.sees('Ada is muted');
  await keyboard.press('m');
  await ben.seesNoMore('Ada is muted');
  await keyboard.press('g');
  await ada.page.waitForFunction(() => document.querySelectorAll('.call-grid video').length === 2);
  await keyboard.press('g');
  await keyboard.press('?');
  await ada.sees('Hold to talk while muted');
  await keyboard.press('Escape');
  await ada.seesNoMore('Hold to talk while muted');
  await pressMediaKey(ada, 'hangup');
  await ben.sees('Ada hung up');
  for (const person of [ada, ben]) await until(async () => (await awake(person)) === 0);
});

interface Watched {
  readonly captured: MediaStream[];
  /** The constraints of every capture, as JSON. */
  readonly wanted: string[];
}

interface Floating {
  readonly documentPictureInPicture: { readonly window: Window | null };
}

/** With what the camera was opened last. */
function lastCamera({ page }: Person): Promise<string> {
  return page.evaluate(
    () => (globalThis as unknown as Watched).wanted.findLast(each => each.includes('"video":{')) ?? '',
  );
}

async function switchInMenu({ page, press }: Person, label: string): Promise<void> {
  await press('More options');
  const choice = await page.waitForSelector(`::-p-xpath(//label[span="${label}"]/input)`);
  await choice?.evaluate(element => (element as HTMLElement).click());
  await page.keyboard.press('Escape');
}

/** Keeps what the page captures, so that a story can pull plugs. */
async function watchCaptures(page: Person['page']): Promise<void> {
  await page.evaluateOnNewDocument(hertz => {
    const captured: MediaStream[] = [];
    const wanted: string[] = [];
    Object.assign(globalThis, { captured, wanted });
    const devices = navigator.mediaDevices;
    if (devices === undefined) return;
    const { getUserMedia, getDisplayMedia } = devices;
    const keep = async (opening: Promise<MediaStream>) => {
      const stream = await opening;
      captured.push(stream);
      return stream;
    };
    devices.getUserMedia = constraints => {
      wanted.push(JSON.stringify(constraints));
      return keep(getUserMedia.call(devices, constraints));
    };
    // Its own tone, which differs from the one that a test browser gives to microphone and screen alike.
    const addSound = async (sharing: Promise<MediaStream>) => {
      const stream = await sharing;
      for (const track of stream.getAudioTracks()) stream.removeTrack(track);
      const context = new AudioContext();
      const tone = new OscillatorNode(context, { frequency: hertz });
      const sound = context.createMediaStreamDestination();
      tone.connect(sound);
      tone.start();
      for (const track of sound.stream.getAudioTracks()) stream.addTrack(track);
      return stream;
    };
    devices.getDisplayMedia = options => keep(addSound(getDisplayMedia.call(devices, options)));
  }, SCREEN_HERTZ);
}

/** Names of the microphones that are open. */
function microphones({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() =>
    (globalThis as unknown as Watched).captured
      .flatMap(stream => stream.getAudioTracks())
      .filter(track => track.readyState === 'live' && track.label.includes('Input'))
      .map(track => track.label),
  );
}

/** Chooses the device at this place of the list, and returns its name. */
async function choose({ page }: Person, list: string, index: number): Promise<string> {
  const select = await page.waitForSelector(`::-p-xpath(//label[span="${list}"]/select)`);
  const [id, label] = (await select?.evaluate((element, at) => {
    const option = (element as HTMLSelectElement).options[at + 1];
    return [option?.value, option?.text];
  }, index)) ?? ['', ''];
  await (select as unknown as { select(value: string): Promise<unknown> }).select(id ?? '');
  return label ?? '';
}

function unplugMicrophone(): void {
  for (const stream of (globalThis as unknown as Watched).captured) {
    for (const track of stream.getAudioTracks()) {
      if (track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }
}

/** How many of the other side's sounds have arrived. */
function playedSounds(): number {
  return [...document.querySelectorAll('audio')].filter(
    ({ srcObject }) => srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0,
  ).length;
}

/** The loudest frequency of the shared screen's sound, which stands behind the microphone's. */
async function screenSound({ page }: Person): Promise<number | undefined> {
  const sounds = await page.$$('audio');
  return (await sounds.at(-1)?.evaluate(readTone, 700))?.hertz;
}

function endSharing(): void {
  const shared = (globalThis as unknown as Watched).captured.at(-1);
  for (const track of shared?.getTracks() ?? []) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
}
