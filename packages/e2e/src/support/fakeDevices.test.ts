/** The fake camera and microphone, through a real call inside one page: what goes in can be read at the other end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { launchChromium, type RunningBrowser } from './chromium.ts';
import { COUNTER_FRAMES, readCounter, writeCounterVideo } from './counterVideo.ts';
import { readTone, writeToneAudio } from './toneAudio.ts';

const STATION = 173;
const HERTZ = 880;

let directory: string;
let chromium: RunningBrowser;
let page: Page;
/** Cameras exist only on a secure origin, and `localhost` is one. */
const site = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>call</title><video id="near"></video><video id="far"></video>');
});

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sotto-devices-'));
  chromium = await launchChromium({
    camera: await writeCounterVideo(directory, STATION),
    microphone: await writeToneAudio(directory, HERTZ),
  });
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
  page = await chromium.newPage();
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
  await page.evaluate(callOneself, 60_000);
});

after(async () => {
  await chromium.close();
  site.close();
  await rm(directory, { recursive: true });
});

test('camera and counter are read from a picture that went through VP8 at 60 kbit/s', async () => {
  await page.waitForFunction(`document.querySelector('#far').videoWidth > 0`);
  const seen = new Set<number>();
  let unread = 0;
  for (let look = 0; look < 40; look++) {
    const reading = await page.$eval('#far', readCounter);
    if (reading === undefined) unread++;
    else {
      assert.equal(reading.station, STATION);
      assert.ok(reading.counter < COUNTER_FRAMES);
      seen.add(reading.counter);
    }
  }
  assert.ok(unread <= 4, `${unread} of 40 pictures were unreadable`);
  assert.ok(seen.size > 5, `the picture stood still: ${[...seen]}`);
});

test('a picture without the blocks has no reading', async () => {
  const reading = await page.$eval('#near', element => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d')?.fillRect(0, 0, 100, 100);
    Object.assign(element, { srcObject: canvas.captureStream() });
    return new Promise(resolve =>
      element.addEventListener('loadeddata', () => resolve(true), { once: true }),
    );
  });
  assert.ok(reading);
  assert.equal(await page.$eval('#near', readCounter), undefined);
});

test('the tone arrives with its frequency', async () => {
  const reading = await page.$eval('#far', readTone, 1500);
  assert.ok(reading !== undefined);
  assert.ok(Math.abs(reading.hertz - HERTZ) <= 6, JSON.stringify(reading));
  assert.ok(reading.decibels > -50, JSON.stringify(reading));
});

/** Runs in the page: one peer connection calls another, and `#far` plays what arrives. */
async function callOneself(videoBitrate: number): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 320, height: 240 },
  });
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  const player = document.querySelector<HTMLVideoElement>('#far');
  far.ontrack = ({ streams: [received] }) => {
    if (player === null || received === undefined) return;
    player.srcObject = received;
    void player.play();
  };
  for (const track of stream.getTracks()) near.addTrack(track, stream);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  const sender = near.getSenders().find(({ track }) => track?.kind === 'video');
  const parameters = sender?.getParameters();
  for (const encoding of parameters?.encodings ?? []) encoding.maxBitrate = videoBitrate;
  if (parameters) await sender?.setParameters(parameters);
}
