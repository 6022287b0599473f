/**
 * How fast somebody is in a link call: from *Join* to the first frame of somebody inside, in the product (real server,
 * real relay, its whole screen, a browser for each side) against bare peer connections joined in memory, both relay
 * only and prepared before the click, in turns. With one person inside and with three, who see and hear each other.
 * The ratio of the medians may be 1.15 at most, for picture and for sound, at 0 and at 50 ms round trip per leg.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginBareCall, measureBareJoin } from '../packages/e2e/src/measure/bareJoin.ts';
import { startDistantNetwork } from '../packages/e2e/src/measure/distantNetwork.ts';
import type { JoinTimes } from '../packages/e2e/src/measure/joinTimes.ts';
import { beginLinkCall, measureLinkJoin } from '../packages/e2e/src/measure/linkJoin.ts';
import { median } from '../packages/e2e/src/measure/median.ts';
import { launchChromium, type RunningBrowser } from '../packages/e2e/src/support/chromium.ts';
import { writeCounterVideo } from '../packages/e2e/src/support/counterVideo.ts';
import { bundleLinkCallPages } from '../packages/e2e/src/support/linkCallWorld.ts';
import { writeNoiseAudio } from '../packages/e2e/src/support/toneAudio.ts';

const RUNS = Number(process.env['RUNS'] ?? 21);
const ROUND_TRIPS = (process.env['ROUND_TRIPS'] ?? '0,50').split(',').map(Number);
const INSIDE = (process.env['INSIDE'] ?? '1,3').split(',').map(Number);
const TARGET = 1.15;
/** A page without a person may play sound. */
const SWITCHES = ['--autoplay-policy=no-user-gesture-required', '--disable-renderer-backgrounding'];
/** Those inside send to each other before somebody comes. */
const SETTLE_MS = 4000;

const FIGURES: Readonly<Record<keyof JoinTimes, string>> = {
  picture: 'picture',
  sound: 'sound',
  all: '  everybody',
  theirPicture: '  inside, picture',
  theirSound: '  inside, sound',
};
const JUDGED: readonly (keyof JoinTimes)[] = ['picture', 'sound'];

if (import.meta.main) await run();

async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  const pages = join(directory, 'pages');
  try {
    await bundleLinkCallPages(pages, 'linkCallScreens');
    for (const inside of INSIDE) {
      await using stage = await setStage(directory, pages, inside);
      for (const roundTrip of ROUND_TRIPS) {
        stage.setRoundTrip(roundTrip);
        await compare(stage, inside, roundTrip);
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function compare(stage: Stage, inside: number, roundTrip: number): Promise<void> {
  const product: JoinTimes[] = [];
  const bare: JoinTimes[] = [];
  // The first of each warms up.
  for (let count = 0; count <= RUNS; count += 1) {
    const rest = toRest(count);
    const bareTimes = await stage.measureBare(rest);
    const productTimes = await stage.measureProduct(rest);
    if (count > 0) bare.push(bareTimes);
    if (count > 0) product.push(productTimes);
  }
  process.stdout.write(
    `\njoin → first remote frame, ${inside} inside, ${roundTrip} ms round trip per leg, ${RUNS} runs each\n`,
  );
  for (const figure of Object.keys(FIGURES) as (keyof JoinTimes)[]) {
    const [mine = Number.NaN, floor = Number.NaN] = [product, bare].map(runs =>
      median(runs.map(times => times[figure])),
    );
    const ratio = mine / floor;
    const verdict = ratio <= TARGET ? 'ok' : 'ABOVE TARGET';
    process.stdout.write(
      `  ${FIGURES[figure].padEnd(18)} product ${mine.toFixed(0).padStart(4)} ms   bare ${floor.toFixed(0).padStart(4)} ms   ratio ${ratio.toFixed(2)}${JUDGED.includes(figure) ? ` (at most ${TARGET}) ${verdict}` : ''}\n`,
    );
  }
}

/** Cameras give a picture each 33 ms, at any moment of which somebody may join: the runs take them in turns. */
function toRest(count: number): number {
  return 700 + ((13 * count) % 34);
}

/** Everything that stands while people join. */
interface Stage extends AsyncDisposable {
  setRoundTrip(ms: number): void;
  /** `rest`: how long the page is looked at when everything is connected, in milliseconds. */
  measureBare(rest: number): Promise<JoinTimes>;
  measureProduct(rest: number): Promise<JoinTimes>;
}

async function setStage(directory: string, pages: string, inside: number): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const network = await startDistantNetwork(directory, stack, { SOTTO_WEB_DIR: pages });
  const [camera, microphone] = [await writeCounterVideo(directory, 1), await writeNoiseAudio(directory)];
  const browsers = await Promise.all(
    [0, 1, 2, 3].map(() => launchChromium({ camera, microphone, switches: SWITCHES })),
  );
  for (const browser of browsers) stack.use(browser);
  const [hosting, visiting, bareHosting, bareVisiting] = browsers as [
    RunningBrowser,
    RunningBrowser,
    RunningBrowser,
    RunningBrowser,
  ];
  const call = await beginLinkCall(network.origin, hosting, visiting, inside);
  const mesh = await beginBareCall(network, bareHosting, bareVisiting, inside);
  await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
  const kept = stack.move();
  return {
    setRoundTrip: network.setRoundTrip,
    measureBare: rest => measureBareJoin(mesh, rest),
    measureProduct: rest => measureLinkJoin(call, rest),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
