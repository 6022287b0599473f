/** What can be changed while a call goes on: devices, a shared screen, a hold, the layout (product, "In a call"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Person, until } from '../support/person.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await createWorld({ prepare: ({ page }) => watchCaptures(page) });
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

test('a screen is shared, becomes the main picture, and is gone when the browser’s own bar ends it', async () => {
  const { ada, ben } = world;
  await ada.press('Share a screen');
  await ada.sees('You are sharing your screen');
  await ben.page.waitForFunction(() => {
    const video = document.querySelector<HTMLVideoElement>('video.call-screen');
    return video !== null && video.videoWidth > 0 && video.currentTime > 0;
  });
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
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
});

interface Watched {
  readonly captured: MediaStream[];
}

/** Keeps what the page captures, so that a story can pull plugs. */
async function watchCaptures(page: Person['page']): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const captured: MediaStream[] = [];
    Object.assign(globalThis, { captured });
    const devices = navigator.mediaDevices;
    if (devices === undefined) return;
    const { getUserMedia, getDisplayMedia } = devices;
    const keep = async (opening: Promise<MediaStream>) => {
      const stream = await opening;
      captured.push(stream);
      return stream;
    };
    devices.getUserMedia = wanted => keep(getUserMedia.call(devices, wanted));
    devices.getDisplayMedia = wanted => keep(getDisplayMedia.call(devices, wanted));
  });
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

function endSharing(): void {
  const shared = (globalThis as unknown as Watched).captured.at(-1);
  for (const track of shared?.getTracks() ?? []) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
}
