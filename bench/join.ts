/**
 * How fast somebody is in a link call: from *Join* to the first frame of somebody inside, in the product (real server,
 * real relay, its whole screen, a browser for each side) against bare peer connections joined in memory, both relay
 * only and prepared before the click, in turns. With one person inside and with three, who see and hear each other while it
 * is their turn.
 * The ratio of the medians may be 1.15 at most, for picture and for sound, at 0 and at 50 ms round trip per leg.
 */
import { join } from 'node:path';
import { beginBareCall, measureBareJoin } from '../packages/e2e/src/measure/bareJoin.ts';
import { startDistantNetwork } from '../packages/e2e/src/measure/distantNetwork.ts';
import { inDirectory, printFigure, type Sides, takeTurns } from '../packages/e2e/src/measure/inTurns.ts';
import type { JoinTimes } from '../packages/e2e/src/measure/joinTimes.ts';
import { beginLinkCall, measureLinkJoin } from '../packages/e2e/src/measure/linkJoin.ts';
import { writeMovingVideo } from '../packages/e2e/src/measure/movingVideo.ts';
import { ALL_AWAKE, launchFour } from '../packages/e2e/src/measure/unattended.ts';
import { writeCounterVideo } from '../packages/e2e/src/support/counterVideo.ts';
import { bundleLinkCallPages } from '../packages/e2e/src/support/linkCallWorld.ts';
import { writeNoiseAudio } from '../packages/e2e/src/support/toneAudio.ts';

const RUNS = Number(process.env['RUNS'] ?? 21);
const ROUND_TRIPS = (process.env['ROUND_TRIPS'] ?? '0,50').split(',').map(Number);
const INSIDE = (process.env['INSIDE'] ?? '1,3').split(',').map(Number);
const TARGET = 1.15;
/** Two processors carry no more when several see each other: what is measured then is the call, not the encoders. */
const writeCamera = (directory: string, inside: number) =>
  inside === 1 ? writeCounterVideo(directory, 1) : writeMovingVideo(directory, 90, 10);

const FIGURES: Readonly<Record<keyof JoinTimes, string>> = {
  picture: 'picture',
  sound: 'sound',
  all: '  everybody',
  theirPicture: '  inside, picture',
  theirSound: '  inside, sound',
};
const JUDGED = ['picture', 'sound'] as const;

/** What came of one size of call at one length of way. */
interface Outcome {
  readonly inside: number;
  readonly roundTrip: number;
  readonly ratios: ReadonlyMap<keyof JoinTimes, number>;
}

if (import.meta.main) await run();

async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  await inDirectory(async directory => {
    const pages = join(directory, 'pages');
    await bundleLinkCallPages(pages, 'linkCallScreens');
    for (const inside of INSIDE) {
      await using stage = await setStage(directory, pages, inside);
      for (const roundTrip of ROUND_TRIPS) {
        stage.setRoundTrip(roundTrip);
        outcomes.push(await compare(stage, inside, roundTrip));
      }
    }
  });
  printBeside(outcomes);
}

async function compare(stage: Stage, inside: number, roundTrip: number): Promise<Outcome> {
  // The first of each warms up.
  const turns = await takeTurns(RUNS, stage, 1);
  process.stdout.write(
    `\njoin → first remote frame, ${inside} inside, ${roundTrip} ms round trip per leg, ${RUNS} runs each\n`,
  );
  const ratios = new Map<keyof JoinTimes, number>();
  for (const figure of Object.keys(FIGURES) as (keyof JoinTimes)[]) {
    const judged = JUDGED.some(each => each === figure) ? { target: TARGET } : {};
    const ratio = printFigure({ name: FIGURES[figure], ...judged }, turns, times => times[figure]);
    ratios.set(figure, ratio);
  }
  return { inside, roundTrip, ratios };
}

/** The ratios that are judged, with a column for each size of call. */
function printBeside(outcomes: readonly Outcome[]): void {
  process.stdout.write(
    `\nratios beside each other ${INSIDE.map(inside => `${inside} inside`.padStart(10)).join('')}\n`,
  );
  for (const roundTrip of ROUND_TRIPS) {
    for (const figure of JUDGED) {
      const columns = outcomes.filter(outcome => outcome.roundTrip === roundTrip);
      const ratios = columns.map(({ ratios }) => (ratios.get(figure) ?? Number.NaN).toFixed(2).padStart(10));
      process.stdout.write(`  ${`${figure}, ${roundTrip} ms per leg`.padEnd(23)}${ratios.join('')}\n`);
    }
  }
}

/** Everything that stands while people join; the page is looked at, everything connected, for `rest`. */
interface Stage extends AsyncDisposable, Sides<JoinTimes> {
  setRoundTrip(ms: number): void;
}

async function setStage(directory: string, pages: string, inside: number): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const network = await startDistantNetwork(directory, stack, { SOTTO_WEB_DIR: pages });
  const [camera, microphone] = [await writeCamera(directory, inside), await writeNoiseAudio(directory)];
  const devices = { camera, microphone, switches: ALL_AWAKE };
  const [hosting, visiting, bareHosting, bareVisiting] = await launchFour(stack, devices);
  const call = await beginLinkCall(network.origin, hosting, visiting, inside);
  const mesh = await beginBareCall(network, bareHosting, bareVisiting, inside);
  const kept = stack.move();
  return {
    setRoundTrip: network.setRoundTrip,
    measureBare: rest => measureBareJoin(mesh, rest),
    measureProduct: rest => measureLinkJoin(call, rest),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
