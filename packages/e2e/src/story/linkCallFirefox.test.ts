/** A call behind a link with Firefox and Chromium in it (product, "Call links"). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { RunningBrowser } from '../support/chromium.ts';
import { findFirefox, launchFirefox } from '../support/firefox.ts';
import {
  createLinkCallWorld,
  type LinkCallWorld,
  type LinkGuest,
  openGuest,
} from '../support/linkCallWorld.ts';
import { readPeerCounters, recordPeers } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { droppedOf, probeWorker, readAllFrameCounters } from '../support/workerProbe.ts';

const program = findFirefox();
const skip = program === undefined ? 'there is no Firefox on this machine (Debian: firefox-esr)' : false;
const SECOND_OF_SAMPLES = 48_000;
const STATION = 99;
let world: LinkCallWorld;
let firefox: RunningBrowser;
let ada: LinkGuest;
let ben: LinkGuest;

before(async () => {
  if (program === undefined) return;
  world = await createLinkCallWorld();
  firefox = await launchFirefox(program);
  ada = await world.arrive('Ada', watch);
  const page = await firefox.newPage();
  await watch(page);
  ben = await openGuest(page, world.server.origin, 'Ben', STATION);
});
after(async () => {
  await firefox?.close();
  await world?.[Symbol.asyncDispose]();
});

async function watch(page: Page): Promise<void> {
  await recordPeers(page);
  await probeWorker(page);
}

test('Firefox comes into a call of Chromium: each decodes the picture and the sound of the other', {
  skip,
}, async () => {
  const link = await world.makeLink(ada, 'video');
  for (const guest of [ada, ben]) {
    await guest.look(link);
    await guest.join();
  }
  await haveEachOther();
  const codes = await Promise.all([ada, ben].map(async guest => (await guest.call())?.code));
  assert.equal(codes[0], codes[1]);
});

test('Firefox leaves, begins a call of its own, and Chromium comes into that', { skip }, async () => {
  const link = await world.makeLink(ben, 'video');
  for (const guest of [ada, ben]) {
    await guest.run('leaveLinkCall');
    await guest.waits(call => call === undefined || call.stage === 'over');
  }
  for (const guest of [ben, ada]) {
    await guest.look(link);
    await guest.join();
  }
  await haveEachOther();
});

async function haveEachOther(): Promise<void> {
  await ada.sees(ben.station);
  await ben.sees(ada.station);
  for (const { name, page } of [ada, ben]) {
    const { samples } = await readPeerCounters(page);
    await until(async () => (await readPeerCounters(page)).samples > samples + SECOND_OF_SAMPLES);
    for (const counters of await readAllFrameCounters(page)) {
      assert.ok(counters.sealed > 30 && counters.opened > 30, `${name}: ${JSON.stringify(counters)}`);
      // Between the two browsers a repeated packet now and then brings a frame twice, of which the second is dropped.
      const { noKey, replayed } = counters.dropped;
      assert.equal(droppedOf(counters), noKey + replayed, `${name}: ${JSON.stringify(counters)}`);
    }
  }
}
