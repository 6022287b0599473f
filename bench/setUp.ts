/**
 * How fast a call is set up: from *accept* to the first remote frame, in the product (real server, real relay, two
 * browsers, its whole screen) against two bare peer connections in two browsers, joined in memory, both relay only, in
 * turns. The ratio of the medians may be 1.15 at most, for picture and for sound, at 0 and at 50 ms round trip per leg.
 * A call has two first frames of each kind, one per side: a run counts with their mean, and each side is printed, too.
 *
 * Beside it stands a second floor, whose frames pass through a transform that does nothing: Chromium gives the frames
 * that come in to a transform at the ticks of a clock only, 64 each second (`metronome_source.cc`), so a picture is
 * later by 8 ms on average however little the transform does. What is encrypted end to end cannot be faster than that.
 */
import type { Page } from 'puppeteer-core';
import { measureBareCall } from '../packages/e2e/src/measure/bareCall.ts';
import { type BareFrames, tryAgain } from '../packages/e2e/src/measure/bareConnection.ts';
import { introduce } from '../packages/e2e/src/measure/contactPair.ts';
import { startDistantNetwork } from '../packages/e2e/src/measure/distantNetwork.ts';
import { installProbe } from '../packages/e2e/src/measure/firstFrames.ts';
import { inDirectory, printFigure, type Sides, takeTurns } from '../packages/e2e/src/measure/inTurns.ts';
import { type SetUpTimes, watchSetUp } from '../packages/e2e/src/measure/setUpTimes.ts';
import { launchFour } from '../packages/e2e/src/measure/unattended.ts';
import { writeCounterVideo } from '../packages/e2e/src/support/counterVideo.ts';
import type { Person } from '../packages/e2e/src/support/person.ts';
import { writeNoiseAudio } from '../packages/e2e/src/support/toneAudio.ts';

const RUNS = Number(process.env['RUNS'] ?? 21);
const ROUND_TRIPS = (process.env['ROUND_TRIPS'] ?? '0,50').split(',').map(Number);
const TARGET = 1.15;
const KINDS: Readonly<Record<string, (times: SetUpTimes) => number>> = {
  picture: ({ callerPicture, calleePicture }) => (callerPicture + calleePicture) / 2,
  sound: ({ callerSound, calleeSound }) => (callerSound + calleeSound) / 2,
};
const SIDES = ['callerPicture', 'calleePicture', 'callerSound', 'calleeSound'] as const;

if (import.meta.main) await run();

async function run(): Promise<void> {
  await inDirectory(async directory => {
    await using stage = await setStage(directory);
    for (const roundTrip of ROUND_TRIPS) {
      stage.setRoundTrip(roundTrip);
      await compare(stage, roundTrip);
    }
  });
}

async function compare(stage: Stage, roundTrip: number): Promise<void> {
  // The first of each warms up.
  const turns = await takeTurns(RUNS, stage, 1);
  process.stdout.write(
    `\naccept → first remote frame, ${roundTrip} ms round trip per leg, ${RUNS} runs each\n`,
  );
  for (const [name, toTime] of Object.entries(KINDS)) printFigure({ name, target: TARGET }, turns, toTime);
  for (const side of SIDES) printFigure({ name: `  ${side}` }, turns, times => times[side]);
}

/** Everything that stands while calls are measured; they ring, connected and quiet, for `rest`. */
interface Stage extends AsyncDisposable, Sides<SetUpTimes> {
  setRoundTrip(ms: number): void;
}

async function setStage(directory: string): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const network = await startDistantNetwork(directory, stack);
  const camera = await writeCounterVideo(directory, 1);
  const microphone = await writeNoiseAudio(directory);
  const browsers = await launchFour(stack, { camera, microphone });
  const [callerPage, calleePage, ...barePages] = (await Promise.all(
    browsers.map(browser => browser.newPage()),
  )) as [Page, Page, Page, Page];
  const people = await introduce(network.origin, callerPage, calleePage);
  for (const page of barePages) {
    await page.setBypassCSP(true);
    await page.evaluateOnNewDocument(installProbe);
    await page.goto(`${network.origin}/healthz`);
  }
  const callBare = (rest: number, frames: BareFrames) =>
    tryAgain(() => measureBareCall(...barePages, network.iceServer, rest, frames));
  const kept = stack.move();
  return {
    setRoundTrip: network.setRoundTrip,
    measureBare: rest => callBare(rest, 'plain'),
    measurePassing: rest => callBare(rest, 'passing'),
    measureProduct: rest => measureProduct(people, rest),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function measureProduct([caller, callee]: [Person, Person], rest: number): Promise<SetUpTimes> {
  await caller.press('Video call');
  await Promise.all([callee.sees('Incoming video call'), caller.sees('Ringing')]);
  await Promise.all([caller, callee].map(({ page }) => page.waitForFunction(isTransportUp, { polling: 50 })));
  // Whoever looks for a button, or asks what has come, holds the page up: all of it is done before.
  const accept = await callee.aimAt('Accept with video');
  const coming = await watchSetUp(caller.page, callee.page);
  await new Promise(resolve => setTimeout(resolve, rest));
  await accept();
  const times = await coming();
  await caller.press('Hang up');
  for (const person of [caller, callee]) await person.press('Close');
  return times;
}

function isTransportUp(): boolean {
  return window.sottoProbe.connections.at(-1)?.connectionState === 'connected';
}
