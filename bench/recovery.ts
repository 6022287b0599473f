/**
 * How fast media is back after the network has failed: two browsers and the server, each in a network of its own, and
 * a cable pulled for 5 s, an address changed, a way switched, the relay killed. Measured from the moment when a path
 * exists again until both sides receive new sound and new pictures. The median may be 5 s at most, in one call.
 */
import { reasonAgainstNamespaces } from '../packages/e2e/src/support/namespaces.ts';
import {
  awaitMedia,
  createNetworkWorld,
  type NetworkWorld,
} from '../packages/e2e/src/support/networkWorld.ts';
import { ADA, BEN } from '../packages/e2e/src/support/world.ts';

const RUNS = Number(process.env['RUNS'] ?? 10);
const TARGET_MS = 5000;
const OUTAGE_MS = 5000;
/** Between two failures the call has to be what it was. */
const REST_MS = 4000;
/** What was under way when the path went still arrives, and is played. It counts as part of the time without media. */
const DRAIN_MS = 300;

type Failure = (world: NetworkWorld, count: number) => Promise<void>;

const FAILURES: readonly (readonly [string, Failure])[] = [
  [
    'cable pulled for 5 s',
    async (world, count) => {
      const network = networkOf(world, count);
      await network.pull();
      await sleep(OUTAGE_MS);
      await network.plug();
    },
  ],
  ['address changed', (world, count) => networkOf(world, count).changeAddress()],
  ['way switched', (world, count) => networkOf(world, count).switchPath()],
  ['relay killed', world => world.killRelay()],
];

if (import.meta.main) await run();

async function run(): Promise<void> {
  const reason = await reasonAgainstNamespaces();
  if (reason !== undefined) {
    process.stdout.write(`not measured: ${reason}\n`);
    return;
  }
  await using world = await createNetworkWorld();
  await world.ada.press('Video call');
  await world.ben.press('Accept with video');
  await world.ada.seesCamera(BEN.station);
  await world.ben.seesCamera(ADA.station);
  process.stdout.write(
    `path → sound and picture on both sides again, ${RUNS} runs each, alternating sides\n`,
  );
  for (const [name, fail] of FAILURES) await measure(world, name, fail);
  const calls = (await world.ada.items()).filter(item => item.startsWith('Video call'));
  process.stdout.write(`  calls in the conversation afterwards: ${calls.length} (exactly 1)\n`);
  if (calls.length !== 1) process.exitCode = 1;
}

async function measure(world: NetworkWorld, name: string, fail: Failure): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    await sleep(REST_MS);
    await fail(world, count);
    const began = performance.now();
    await sleep(DRAIN_MS);
    times.push((await awaitMedia([world.ada, world.ben])) - began);
  }
  const sorted = times.sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const verdict = median <= TARGET_MS ? 'ok' : 'ABOVE TARGET';
  if (median > TARGET_MS) process.exitCode = 1;
  process.stdout.write(
    `  ${name.padEnd(22)} median ${inSeconds(median)}   fastest ${inSeconds(sorted[0])}   slowest ${inSeconds(sorted.at(-1))}   (median at most 5 s) ${verdict}\n`,
  );
}

/** Every other time the other person's. */
function networkOf({ adasNetwork, bensNetwork }: NetworkWorld, count: number) {
  return count % 2 === 0 ? adasNetwork : bensNetwork;
}

function inSeconds(ms: number | undefined): string {
  return `${((ms ?? Number.NaN) / 1000).toFixed(1).padStart(4)} s`;
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
