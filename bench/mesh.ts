/**
 * What a link call of five costs one machine: processor time of everybody's browser per second of call, and pictures
 * decoded per second and person, in the product (real server, real relay, its whole screen, frames encrypted) beside
 * bare peer connections between the same number of pages, with the same devices, codec and size, in turns. Everybody has a
 * camera and one person speaks: two processors carry that for five, at 10 pictures per second. Where they cannot, there
 * are fewer pictures: the time per picture tells what one costs.
 */
import { join } from 'node:path';
import { tryAgain } from '../packages/e2e/src/measure/bareConnection.ts';
import {
  type BarePerson,
  beginBareMember,
  closeBare,
  connectPeople,
  releaseBare,
} from '../packages/e2e/src/measure/bareMesh.ts';
import { type CallLoad, measureLoad } from '../packages/e2e/src/measure/browserLoad.ts';
import { startDistantNetwork } from '../packages/e2e/src/measure/distantNetwork.ts';
import { inDirectory, printFigure, type Sides, takeTurns } from '../packages/e2e/src/measure/inTurns.ts';
import { openPage } from '../packages/e2e/src/measure/joinTimes.ts';
import { writeMovingVideo } from '../packages/e2e/src/measure/movingVideo.ts';
import { ALL_AWAKE, launchUnattended } from '../packages/e2e/src/measure/unattended.ts';
import type { RunningBrowser } from '../packages/e2e/src/support/chromium.ts';
import { bundleLinkCallPages, type LinkGuest, openGuest } from '../packages/e2e/src/support/linkCallWorld.ts';
import { writeNoiseAudio } from '../packages/e2e/src/support/toneAudio.ts';

const RUNS = Number(process.env['RUNS'] ?? 3);
const PEOPLE = Number(process.env['PEOPLE'] ?? 5);
/** The others are muted. */
const SPEAKING = Number(process.env['SPEAKING'] ?? 1);
const LINES = Number(process.env['LINES'] ?? 180);
const RATE = Number(process.env['RATE'] ?? 10);
/** Estimates and ladders have found their level by then. */
const SETTLE_MS = Number(process.env['SETTLE_MS'] ?? 12_000);
const MEASURE_MS = Number(process.env['MEASURE_MS'] ?? 15_000);

if (import.meta.main) await run();

async function run(): Promise<void> {
  await inDirectory(async directory => {
    await using stage = await setStage(directory);
    const turns = await takeTurns(RUNS, stage);
    process.stdout.write(
      `\n${PEOPLE} people, ${SPEAKING} speaking, ${LINES} lines at ${RATE}/s, ${RUNS} runs each, all on this machine\n`,
    );
    printFigure({ name: 'processors', unit: 's per s of call' }, turns, load => load.processors);
    printFigure({ name: '  per picture', unit: 'ms' }, turns, load => load.perPicture);
    printFigure({ name: 'pictures', unit: '/s and person' }, turns, load => load.framerate);
    printFigure({ name: 'slowest', unit: '/s' }, turns, load => load.slowest);
  });
}

/** Everything that stands between the calls. */
async function setStage(directory: string): Promise<Sides<CallLoad> & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const pages = join(directory, 'pages');
  await bundleLinkCallPages(pages, 'linkCallScreens');
  const network = await startDistantNetwork(directory, stack, { SOTTO_WEB_DIR: pages });
  const devices = {
    camera: await writeMovingVideo(directory, LINES, RATE),
    microphone: await writeNoiseAudio(directory),
  };
  const launch = async () => stack.use(await launchUnattended({ ...devices, switches: ALL_AWAKE }));
  const [browser, bareBrowser] = [await launch(), await launch()];
  const guests: LinkGuest[] = [];
  const people: BarePerson[] = [];
  for (let number = 1; number <= PEOPLE; number += 1) {
    guests.push(await openGuest(await openPage(browser), network.origin, `Person ${number}`, number));
    const page = await openPage(bareBrowser);
    await page.goto(`${network.origin}/healthz`);
    people.push({ page, number });
  }
  const [first] = guests as [LinkGuest];
  const { link } = (await first.run('createLink', 'video')) as { readonly link: string };
  const kept = stack.move();
  return {
    measureBare: () => measureBare(bareBrowser, people, network.iceServer),
    measureProduct: () => measureProduct(browser, guests, link),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function measureBare(
  browser: RunningBrowser,
  people: readonly BarePerson[],
  server: () => RTCIceServer,
): Promise<CallLoad> {
  for (const person of people) await beginBareMember(person);
  for (const [index, person] of people.entries())
    for (const other of people.slice(0, index)) await connectPeople(other, person, server);
  for (const [index, person] of people.entries()) await releaseBare(person, index < SPEAKING);
  const load = await settleAndMeasure(browser, people);
  for (const person of people) await closeBare(person, people, 'closeDevices');
  return load;
}

async function measureProduct(
  browser: RunningBrowser,
  guests: readonly LinkGuest[],
  link: string,
): Promise<CallLoad> {
  await tryAgain(
    () => joinAll(guests, link),
    () => leaveAll(guests),
  );
  const load = await settleAndMeasure(browser, guests);
  await leaveAll(guests);
  return load;
}

async function joinAll(guests: readonly LinkGuest[], link: string): Promise<void> {
  for (const [index, guest] of guests.entries()) {
    await guest.run('openLink', link);
    await guest.run('joinLink', {
      name: guest.name,
      devices: { microphone: index < SPEAKING, camera: true },
    });
    await guest.waits(call => call?.stage === 'inside');
  }
  const isThere = (way: string | undefined, isMe: boolean) => isMe || way === 'connected';
  for (const guest of guests)
    await guest.waits(
      call => call?.people.length === PEOPLE && call.people.every(({ way, isMe }) => isThere(way, isMe)),
    );
}

async function leaveAll(guests: readonly LinkGuest[]): Promise<void> {
  for (const guest of guests) {
    await guest.run('leaveLinkCall');
    await guest.run('openLink', undefined);
  }
}

async function settleAndMeasure(
  browser: RunningBrowser,
  people: readonly Pick<BarePerson, 'page'>[],
): Promise<CallLoad> {
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
  return measureLoad(
    browser,
    people.map(({ page }) => page),
    MEASURE_MS,
  );
}
