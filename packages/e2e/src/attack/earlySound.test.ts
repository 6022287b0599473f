/** A caller whose app does not wait: it sends sound while the call still rings (spec/call.md, "Devices"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { readPeerCounters } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { ADA, BEN, createWorld } from '../support/world.ts';

/** Packets of sound. */
const ONE_SECOND = 50;

test('whoever calls is not heard before the call is accepted, and then at once', async () => {
  await using world = await createWorld({
    prepare: async ({ page }, character) => {
      if (character === BEN) await page.evaluateOnNewDocument(installEarlySpeaker);
    },
  });
  const { ada, ben } = world;
  await world.meet();
  await ben.press('Audio call');
  await ada.sees('Incoming audio call');
  await speak(ben.page);
  // It arrives and could be opened: it is this side that does not pass it on.
  await until(async () => (await readPeerCounters(ada.page)).rtpPackets >= ONE_SECOND);
  assert.equal((await readPeerCounters(ada.page)).samples, 0);
  await ada.hears(undefined);
  await ada.sees('Incoming audio call');
  await ada.press('Accept');
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
});

const speak = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { readonly speak: () => Promise<void> }).speak());

/** Runs in the page before its own scripts and refers to nothing outside itself. */
function installEarlySpeaker(): void {
  const senders: RTCRtpSender[] = [];
  const add = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (this: RTCPeerConnection, ...values) {
    const transceiver = add.apply(this, values);
    senders.push(transceiver.sender);
    return transceiver;
  };
  Object.assign(globalThis, {
    speak: async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const [track] = stream.getAudioTracks();
      // The first of four sections of the newest connection.
      await senders.at(-4)?.replaceTrack(track ?? null);
    },
  });
}
