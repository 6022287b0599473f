/**
 * How fast a call is set up: from *accept* to the first remote frame, in the product (real server, real relay, two
 * browsers, its whole screen) against two bare peer connections in two browsers, joined in memory, both relay only, in
 * turns. The ratio of the medians may be 1.15 at most, for picture and for sound, at 0 and at 50 ms round trip per leg.
 * A call has two first frames of each kind, one per side: a run counts with their mean, and each side is printed, too.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { measureBareCall, type SetUpTimes } from '../packages/e2e/src/measure/bareCall.ts';
import { type DistantNetwork, startDistantNetwork } from '../packages/e2e/src/measure/distantNetwork.ts';
import { installProbe, readFirstFrames } from '../packages/e2e/src/measure/firstFrames.ts';
import { median } from '../packages/e2e/src/measure/median.ts';
import { launchChromium } from '../packages/e2e/src/support/chromium.ts';
import { writeCounterVideo } from '../packages/e2e/src/support/counterVideo.ts';
import { createPerson, type Person } from '../packages/e2e/src/support/person.ts';
import { writeNoiseAudio } from '../packages/e2e/src/support/toneAudio.ts';

const RUNS = Number(process.env['RUNS'] ?? 21);
const ROUND_TRIPS = [0, 50];
const TARGET = 1.15;
const MOST_ATTEMPTS = 3;
/** A page without a person may play sound. */
const SWITCHES = ['--autoplay-policy=no-user-gesture-required'];
const KINDS: Readonly<Record<string, (times: SetUpTimes) => number>> = {
  picture: ({ callerPicture, calleePicture }) => (callerPicture + calleePicture) / 2,
  sound: ({ callerSound, calleeSound }) => (callerSound + calleeSound) / 2,
};
const SIDES = ['callerPicture', 'calleePicture', 'callerSound', 'calleeSound'] as const;

if (import.meta.main) await run();

async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  try {
    await using stage = await setStage(directory);
    for (const roundTrip of ROUND_TRIPS) {
      stage.setRoundTrip(roundTrip);
      await compare(stage, roundTrip);
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function compare(stage: Stage, roundTrip: number): Promise<void> {
  const product: SetUpTimes[] = [];
  const bare: SetUpTimes[] = [];
  // The first of each warms up.
  for (let count = 0; count <= RUNS; count += 1) {
    const rest = toRest(count);
    const bareTimes = await stage.measureBare(rest);
    const productTimes = await stage.measureProduct(rest);
    if (count > 0) bare.push(bareTimes);
    if (count > 0) product.push(productTimes);
  }
  process.stdout.write(
    `\naccept → first remote frame, ${roundTrip} ms round trip per leg, ${RUNS} runs each\n`,
  );
  for (const [name, toTime] of Object.entries(KINDS)) {
    const ratio = report(name, toTime, product, bare);
    process.stdout.write(` (at most ${TARGET}) ${ratio <= TARGET ? 'ok' : 'ABOVE TARGET'}\n`);
  }
  for (const side of SIDES) {
    report(`  ${side}`, times => times[side], product, bare);
    process.stdout.write('\n');
  }
}

function report(
  name: string,
  toTime: (times: SetUpTimes) => number,
  product: readonly SetUpTimes[],
  bare: readonly SetUpTimes[],
): number {
  const [mine, floor] = [product, bare].map(runs => median(runs.map(toTime))) as [number, number];
  const ratio = mine / floor;
  process.stdout.write(
    `  ${name.padEnd(16)} product ${mine.toFixed(0).padStart(4)} ms   bare ${floor.toFixed(0).padStart(4)} ms   ratio ${ratio.toFixed(2)}`,
  );
  return ratio;
}

/** Cameras give a picture each 33 ms, at any moment of which a call may be accepted: the runs take them in turns. */
function toRest(count: number): number {
  return 700 + ((13 * count) % 34);
}

/** Everything that stands while calls are measured. */
interface Stage extends AsyncDisposable {
  setRoundTrip(ms: number): void;
  /** `rest`: how long it rings, connected and quiet, in milliseconds. */
  measureBare(rest: number): Promise<SetUpTimes>;
  measureProduct(rest: number): Promise<SetUpTimes>;
}

async function setStage(directory: string): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const network = await startDistantNetwork(directory, stack);
  const camera = await writeCounterVideo(directory, 1);
  const microphone = await writeNoiseAudio(directory);
  const browsers = await Promise.all(
    [0, 1, 2, 3].map(() => launchChromium({ camera, microphone, switches: SWITCHES })),
  );
  for (const browser of browsers) stack.use(browser);
  const [callerPage, calleePage, ...barePages] = (await Promise.all(
    browsers.map(browser => browser.newPage()),
  )) as [Page, Page, Page, Page];
  const people = await introduce(network.origin, callerPage, calleePage);
  for (const page of barePages) await page.goto(`${network.origin}/healthz`);
  const kept = stack.move();
  return {
    setRoundTrip: network.setRoundTrip,
    measureBare: rest => measureBareAgain(barePages, network, rest),
    measureProduct: rest => measureProduct(people, rest),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function introduce(origin: string, callerPage: Page, calleePage: Page): Promise<[Person, Person]> {
  for (const page of [callerPage, calleePage]) await page.evaluateOnNewDocument(installProbe);
  const [caller, callee] = [createPerson(callerPage), createPerson(calleePage)];
  await caller.begin(origin, 'Caller');
  await callee.begin(origin, 'Callee');
  await callee.accept(await caller.invite());
  await caller.open('Callee');
  return [caller, callee];
}

/** A gathering may hang on one machine's reused ports (437); a bare connection has no watchdog, so it is begun anew. */
async function measureBareAgain(
  [caller, callee]: [Page, Page],
  network: DistantNetwork,
  rest: number,
): Promise<SetUpTimes> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await measureBareCall(caller, callee, network.iceServer, rest);
    } catch (problem) {
      if (attempt === MOST_ATTEMPTS) throw problem;
    }
  }
}

async function measureProduct([caller, callee]: [Person, Person], rest: number): Promise<SetUpTimes> {
  await caller.press('Video call');
  await Promise.all([callee.sees('Incoming video call'), caller.sees('Ringing')]);
  await Promise.all([caller, callee].map(({ page }) => page.waitForFunction(isTransportUp, { polling: 50 })));
  await new Promise(resolve => setTimeout(resolve, rest));
  await Promise.all([caller, callee].map(({ page }) => page.evaluate(() => window.sottoProbe.watch())));
  await callee.press('Accept with video');
  const [atCaller, atCallee] = await Promise.all([caller, callee].map(awaitFrames));
  const accepted = atCallee?.clicked ?? Number.NaN;
  await caller.press('Hang up');
  for (const person of [caller, callee]) await person.press('Close');
  return {
    callerPicture: (atCaller?.picture ?? Number.NaN) - accepted,
    callerSound: (atCaller?.sound ?? Number.NaN) - accepted,
    calleePicture: (atCallee?.picture ?? Number.NaN) - accepted,
    calleeSound: (atCallee?.sound ?? Number.NaN) - accepted,
  };
}

async function awaitFrames({ page }: Person) {
  const frames = await page.waitForFunction(readFirstFrames, { polling: 50 });
  return frames.jsonValue();
}

function isTransportUp(): boolean {
  return window.sottoProbe.connections.at(-1)?.connectionState === 'connected';
}
