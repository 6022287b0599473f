/** Weak networks, saved data, and what is done to sound and picture on the device (spec/quality.md). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { installProbe } from '../measure/firstFrames.ts';
import { type Person, until } from '../support/person.ts';
import { startRelayTap } from '../support/relayTap.ts';
import { probeWorker, readFrameCounters } from '../support/workerProbe.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';

test('on a lossy network both are told, the figures say why, and sound is repeated', async () => {
  await using tap = await startRelayTap();
  await using world = await createWorld({ environment: tap.environment, prepare: watchConnections });
  const { ada, ben } = world;
  await callWithVideo(world);
  await ada.seesNoMore('connection is weak');
  tap.proxy.set('down', { loss: 0.15, delay: 10 });
  for (const person of [ada, ben]) await person.sees('connection is weak');
  await ada.press('End-to-end encrypted · through a relay');
  for (const words of ['Packets lost', 'Round trip', 'relay, UDP', 'VP8', 'opus']) await ada.sees(words);
  await until(async () => lossShown(await ada.text()) >= 5);
  // Twice the sound, for as long as it is needed.
  await until(async () => (await soundRate(ada.page)) > 60);
  tap.proxy.set('down', {});
  for (const person of [ada, ben]) await person.seesNoMore('connection is weak');
  await until(async () => (await soundRate(ada.page)) < 50);
});

test('a network that carries sound only pauses the picture, says so to both, and gives it back', async () => {
  await using tap = await startRelayTap();
  await using world = await createWorld({ environment: tap.environment, prepare: watchConnections });
  const { ada, ben } = world;
  await world.meet();
  await ada.press('Video call');
  await ben.press('Without video');
  // One way only, because both go through the same narrow place.
  await ben.press('Mute');
  await ben.seesCamera(ADA.station);
  tap.proxy.set('up', { rate: NARROW, queue: 1500 });
  // Step by step: each has its own time to wait for.
  await until(async () => (await sentHeight(ada.page)) === 180);
  await ada.sees('Your picture is paused so that your voice gets through');
  await ben.sees('Ada’s picture is paused so that the sound gets through');
  await ben.hears(ADA.hertz);
  tap.proxy.set('up', {});
  await ada.seesNoMore('picture is paused');
  await ben.seesNoMore('picture is paused');
  await ben.seesCamera(ADA.station);
});

test('who saves data sends and receives little, and can change that in mid-call', async () => {
  await using world = await createWorld({ prepare: watchConnections });
  const { ada, ben } = world;
  await callWithVideo(world);
  for (const { page } of [ada, ben]) await until(async () => (await sentHeight(page)) === 240);
  await ada.press('Back to the conversation');
  await ada.press('Settings');
  await ada.page.evaluate(pressSwitch, 'Save data in calls');
  for (const { page } of [ada, ben]) await until(async () => (await sentHeight(page)) === 180);
  await ada.page.evaluate(pressSwitch, 'Save data in calls');
  for (const { page } of [ada, ben]) await until(async () => (await sentHeight(page)) === 240);
});

test('noise is removed and the background blurred in mid-call, on this device and still encrypted', async () => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  await using world = await createWorld({
    prepare: async person => {
      await watchConnections(person);
      await probeWorker(person.page);
      person.page.on('request', request => foreign.push(request.url()));
      person.page.on('console', message => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
    },
  });
  const { ada, ben } = world;
  await callWithVideo(world);
  const before = await sentTracks(ada.page);
  await ada.press('More options');
  for (const label of ['Remove noise', 'Blur my background']) await ada.page.evaluate(pressSwitch, label);
  await until(async () =>
    (await sentTracks(ada.page)).every(track => track !== undefined && !before.includes(track)),
  );
  await ada.page.keyboard.press('Escape');
  await ben.seesCamera(ADA.station);
  const heard = await soundsReceived(ben.page);
  await until(async () => (await soundsReceived(ben.page)) > heard + 50);
  for (const { page } of [ada, ben]) {
    const { dropped } = await readFrameCounters(page);
    assert.deepEqual([dropped.plain, dropped.forged, dropped.malformed], [0, 0, 0]);
  }
  assert.deepEqual(complaints, []);
  assert.deepEqual(
    foreign.filter(url => url.startsWith('http') && !url.startsWith(world.origin)),
    [],
  );
});

/** Kilobits per second: sound one way, with all headers, and no picture beside it. */
const NARROW = 85;

async function callWithVideo({ ada, ben, meet }: World): Promise<void> {
  await meet();
  await ada.press('Video call');
  await ben.press('Accept with video');
  await ben.seesCamera(ADA.station);
  await ada.seesCamera(BEN.station);
}

async function watchConnections({ page }: Person): Promise<void> {
  await page.evaluateOnNewDocument(installProbe);
}

/** Per cent, the larger of the two directions in the panel. */
function lossShown(text: string): number {
  return Math.max(...[...text.matchAll(/([\d.]+)%/g)].map(([, share]) => Number(share)));
}

/** kbit/s, payload only, over the second that follows or however long a busy machine makes of it. */
async function soundRate(page: Page): Promise<number> {
  const look = (figure: string) => page.evaluate(readSent, 'audio', figure);
  const [began, before] = [await look('timestamp'), await look('bytesSent')];
  await new Promise(resolve => setTimeout(resolve, 1000));
  const [ended, after] = [await look('timestamp'), await look('bytesSent')];
  return ((after - before) * 8) / (ended - began);
}

function sentHeight(page: Page): Promise<number> {
  return page.evaluate(readSent, 'video', 'frameHeight');
}

/** The first section of its kind: microphone or camera. Runs in the page. */
async function readSent(kind: string, figure: string): Promise<number> {
  const connection = window.sottoProbe.connections.at(-1);
  const sender = connection?.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)?.sender;
  const reports = [...((await sender?.getStats())?.values() ?? [])];
  return reports.find(({ type }) => type === 'outbound-rtp')?.[figure] ?? 0;
}

/** Packets of the microphone. */
function soundsReceived(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const receiver = window.sottoProbe.connections.at(-1)?.getTransceivers()[0]?.receiver;
    const reports = [...((await receiver?.getStats())?.values() ?? [])];
    return reports.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0;
  });
}

/** Ids of the tracks of microphone and camera. */
function sentTracks(page: Page): Promise<readonly (string | undefined)[]> {
  return page.evaluate(() =>
    [...(window.sottoProbe.connections.at(-1)?.getTransceivers() ?? [])]
      .slice(0, 2)
      .map(({ sender }) => sender.track?.id),
  );
}

/** Runs in the page. */
function pressSwitch(label: string): void {
  const words = [...document.querySelectorAll('label')].find(each => each.textContent?.trim() === label);
  const target = words?.control ?? words?.querySelector('input');
  if (!(target instanceof HTMLElement)) throw new Error(`no switch ${label}`);
  target.click();
}
