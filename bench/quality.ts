/**
 * How a call sounds and looks over a lossy network: the product against a bare peer connection with the browser's
 * default settings, in turns, relay only, over the same path: the same relay behind the same proxy that loses the same
 * share of packets each way, with the same camera and microphone. Never worse, and better from 10 % loss on.
 */
import type { Page } from 'puppeteer-core';
import { startBareCall } from '../packages/e2e/src/measure/bareCall.ts';
import { tryAgain } from '../packages/e2e/src/measure/bareConnection.ts';
import { introduce } from '../packages/e2e/src/measure/contactPair.ts';
import { inDirectory, takeTurns } from '../packages/e2e/src/measure/inTurns.ts';
import { type Arrivals, meanArrivals, measureArrivals } from '../packages/e2e/src/measure/mediaQuality.ts';
import { writeMovingVideo } from '../packages/e2e/src/measure/movingVideo.ts';
import { launchFour } from '../packages/e2e/src/measure/unattended.ts';
import type { Person } from '../packages/e2e/src/support/person.ts';
import { findUnusedPort, startServerProcess } from '../packages/e2e/src/support/realServer.ts';
import { writeToneAudio } from '../packages/e2e/src/support/toneAudio.ts';
import { startUdpImpairment, type UdpImpairment } from '../packages/e2e/src/support/udpImpair.ts';
import { systemClock } from '../packages/server/src/ops/clock.ts';
import { createLog } from '../packages/server/src/ops/log.ts';
import { createRelayCredentials } from '../packages/server/src/turn/credentials.ts';
import { findRelayAddress } from '../packages/server/src/turn/relayAddress.ts';
import { startRelay } from '../packages/server/src/turn/startRelay.ts';

const RUNS = Number(process.env['RUNS'] ?? 3);
const LOSSES = (process.env['LOSSES'] ?? '0.05,0.1,0.3').split(',').map(Number);
/** From here on the product must be better, below never worse. */
const BETTER_FROM = 0.1;
/** Milliseconds for each passage of the proxy; a packet passes it twice on its way. */
const DELAY_MS = 15;
const SETTLE_MS = 12_000;
const MEASURE_MS = 20_000;
const SECRET = 'relay secret of a bench, long enough';

/** What two measurements of the same thing may differ by. */
const NOISE = { concealed: 0.003, framerate: 0.5, freezes: 1.5 };

if (import.meta.main) await run();

async function run(): Promise<void> {
  await inDirectory(async directory => {
    await using stage = await setStage(directory);
    for (const loss of LOSSES) await compare(stage, loss);
  });
}

async function compare(stage: Stage, loss: number): Promise<void> {
  const { bare, product } = await takeTurns(RUNS, {
    measureBare: () => stage.measureBare(loss),
    measureProduct: () => stage.measureProduct(loss),
  });
  const [theirs, ours] = [meanArrivals(bare), meanArrivals(product)];
  process.stdout.write(`\n${loss * 100} % of packets lost each way, ${RUNS} runs each, both sides\n`);
  print('bare', theirs);
  print('product', ours);
  const verdict = judge(ours, theirs, loss >= BETTER_FROM);
  if (verdict !== 'ok') process.exitCode = 1;
  process.stdout.write(`  ${verdict}\n`);
}

function print(name: string, { concealed, framerate, freezes, frozen, sound, picture }: Arrivals): void {
  const figures = [
    `sound made up ${(concealed * 100).toFixed(1).padStart(5)} %`,
    `pictures ${framerate.toFixed(1).padStart(5)}/s`,
    `freezes ${freezes.toFixed(1).padStart(5)}/min`,
    `frozen ${(frozen * 100).toFixed(1).padStart(5)} %`,
    `(sound ${sound.toFixed(0)} kbit/s, picture ${picture.toFixed(0)} kbit/s)`,
  ];
  process.stdout.write(`  ${name.padEnd(8)} ${figures.join('   ')}\n`);
}

function judge(ours: Arrivals, theirs: Arrivals, mustBeBetter: boolean): string {
  const worse = [
    ours.concealed > theirs.concealed + NOISE.concealed ? 'sound' : undefined,
    ours.framerate < theirs.framerate - NOISE.framerate ? 'pictures' : undefined,
    ours.freezes > theirs.freezes + NOISE.freezes ? 'freezes' : undefined,
  ].filter(each => each !== undefined);
  if (worse.length > 0) return `WORSE: ${worse.join(', ')}`;
  const isBetter =
    ours.concealed < theirs.concealed - NOISE.concealed ||
    ours.framerate > theirs.framerate + NOISE.framerate ||
    ours.freezes < theirs.freezes - NOISE.freezes;
  return isBetter || !mustBeBetter ? 'ok' : 'NOT BETTER';
}

/** Everything that stands while calls are measured. */
interface Stage extends AsyncDisposable {
  measureBare(loss: number): Promise<Arrivals>;
  measureProduct(loss: number): Promise<Arrivals>;
}

async function setStage(directory: string): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const { proxy, iceServer, environment } = await startLossyRelay(directory, stack);
  // In a process of its own: what it writes to its disk must not hold up the packets that pass the proxy here.
  const server = stack.use(await startServerProcess({ environment }));
  const camera = await writeMovingVideo(directory);
  const microphone = await writeToneAudio(directory, 440);
  const browsers = await launchFour(stack, { camera, microphone });
  const pages = await Promise.all(browsers.map(browser => browser.newPage()));
  const [callerPage, callerBare, calleePage, calleeBare] = pages as [Page, Page, Page, Page];
  const people = await introduce(server.origin, callerPage, calleePage);
  for (const page of [callerBare, calleeBare]) await page.goto(`${server.origin}/healthz`);
  const kept = stack.move();
  return {
    measureBare: async loss => {
      const call = await tryAgain(() => startBareCall(callerBare, calleeBare, iceServer));
      return measure(proxy, loss, [callerBare, calleeBare], call.close);
    },
    measureProduct: async loss => {
      await startProductCall(...people);
      return measure(proxy, loss, [callerPage, calleePage], () => endProductCall(...people));
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function startLossyRelay(directory: string, stack: AsyncDisposableStack) {
  const [address, port] = [await findRelayAddress(), await findUnusedPort()];
  const log = createLog(() => undefined, systemClock);
  const relay = await startRelay({ dataDirectory: directory, secret: SECRET, port }, log, systemClock);
  stack.defer(() => relay.stop());
  const proxy = stack.use(await startUdpImpairment({ address, port }));
  const urls = [`turn:${address}:${proxy.port}?transport=udp`];
  const iceServer = (): RTCIceServer => {
    const { username, credential } = createRelayCredentials(SECRET, urls, Date.now(), 'bench');
    return { urls, username, credential };
  };
  const environment = { SOTTO_TURN_URLS: urls.join(','), SOTTO_TURN_SECRET: SECRET };
  return { proxy, iceServer, environment };
}

/** The call is up: loses packets from now on, lets everything settle, and counts. */
async function measure(
  proxy: UdpImpairment,
  loss: number,
  pages: readonly Page[],
  close: () => Promise<void>,
): Promise<Arrivals> {
  proxy.set('up', { delay: DELAY_MS });
  // On the way down only: each packet passes one of the two ways down, so this is the loss from end to end.
  proxy.set('down', { delay: DELAY_MS, loss });
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
  const arrivals = await measureArrivals(pages, MEASURE_MS);
  for (const direction of ['up', 'down'] as const) proxy.set(direction, {});
  await close();
  return arrivals;
}

async function startProductCall(caller: Person, callee: Person): Promise<void> {
  await caller.press('Video call');
  await callee.press('Accept with video');
  for (const { page } of [caller, callee]) {
    await page.waitForFunction(
      () => (document.querySelector<HTMLVideoElement>('.call-picture')?.videoWidth ?? 0) > 0,
      {
        polling: 100,
      },
    );
  }
}

async function endProductCall(caller: Person, callee: Person): Promise<void> {
  await caller.press('Hang up');
  for (const person of [caller, callee]) await person.press('Close');
}
