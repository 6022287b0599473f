/**
 * `npm run demo`: two people in two browsers without windows, with a camera and a microphone made for it, meet, write
 * and call each other through the product as it is installed – server, relay and all – and what happened is measured.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countersToSuspicious } from '@sotto/core/crypto/sframe/counters';
import { readPeerCounters } from '../support/peerRecorder.ts';
import { until } from '../support/person.ts';
import { probeWorker, readFrameCounters } from '../support/workerProbe.ts';
import { ADA, BEN, createWorld, type World } from '../support/world.ts';
import { pressNow, watchCall } from './milestones.ts';

const PICTURES = 'artifacts/demo';

try {
  await runDemo();
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function runDemo(): Promise<void> {
  const began = performance.now();
  say('Two people, two browsers, one server, one relay.', '');
  await using world = await step('server, relay and both browsers are up', () =>
    createWorld({ prepare: ({ page }) => probeWorker(page) }),
  );
  await step('Ada invited Ben with a one-time link', () => world.meet());
  await step('a message went out, and word came back that it arrived', () => write(world));
  await step('Ada calls with video, and Ben’s device rings', () => ring(world));
  await accept(world);
  await describeCall(world);
  await takePictures(world);
  await step('they hung up', () => hangUp(world));
  say('', `All of it took ${seconds(began)}.`);
}

async function write({ ada, ben }: World): Promise<void> {
  await ada.write('Do you have a minute?');
  await ben.hasItems('Do you have a minute?');
  await ada.hasItems('Do you have a minute? · Delivered');
}

async function ring({ ada, ben }: World): Promise<void> {
  await ada.press('Video call');
  await ben.sees('Incoming video call');
  await ada.sees('Ringing…');
  await until(async () =>
    (await readPeerCounters(ben.page)).usedPairs.some(({ isNominated }) => isNominated),
  );
}

async function accept({ ada, ben }: World): Promise<void> {
  const moments = { ada: watchCall(ada.page), ben: watchCall(ben.page) };
  const pressed = await pressNow(ben.page, 'Accept with video');
  const after = async (moment: Promise<number>) => `${(await moment) - pressed} ms`;
  say('', 'After Ben’s press on “Accept”');
  row('in the call', `Ada ${await after(moments.ada.inCall)}, Ben ${await after(moments.ben.inCall)}`);
  row(
    'first picture',
    `Ada ${await after(moments.ada.firstPicture)}, Ben ${await after(moments.ben.firstPicture)}`,
  );
}

async function describeCall({ ada, ben }: World): Promise<void> {
  await Promise.all([ada.seesCamera(BEN.station), ben.seesCamera(ADA.station)]);
  await ada.hears(BEN.hertz);
  await ben.hears(ADA.hertz);
  const { usedPairs, codecs, pictures } = await readPeerCounters(ada.page);
  const frames = await readFrameCounters(ada.page);
  const paths = usedPairs.map(({ local, remote }) => `${local} to ${remote}`);
  say('', 'The call, as Ada has it');
  row('path', `${[...new Set(paths)].join(', ')}; nothing was sent any other way`);
  row('codecs', codecs.toSorted().join(', '));
  const refused = countersToSuspicious(frames);
  row('encryption', `${frames.sealed} frames sealed, ${frames.opened} opened, ${refused} not authentic`);
  row('sees', `Ben’s camera moving, ${pictures} pictures so far`);
  row('hears', `Ben’s tone of ${BEN.hertz} Hz`);
}

async function takePictures({ ada, ben }: World): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const [name, { page }] of [
    ['ada', ada],
    ['ben', ben],
  ] as const) {
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
  row('screens', `${PICTURES}/ada.png, ${PICTURES}/ben.png`);
  say('');
}

async function hangUp({ ada, ben }: World): Promise<void> {
  await ada.press('Hang up');
  await ben.sees('Ada hung up');
  await until(async () => /^Video call · \d+ sec$/.test((await ben.items()).at(-1) ?? ''));
}

async function step<Value>(name: string, action: () => Promise<Value>): Promise<Value> {
  const began = performance.now();
  const value = await action();
  say(`✓ ${name} (${seconds(began)})`);
  return value;
}

function row(name: string, text: string): void {
  say(`  ${name.padEnd(14)}${text}`);
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

function say(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
