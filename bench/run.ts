/**
 * Runs every measurement in a process of its own, one after the other, and repeats what they found in one table at the
 * end. Names as arguments choose some: `npm run bench -- frames`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Bench {
  /** The file in this directory, without `.ts`. */
  readonly name: string;
  readonly measures: string;
}

interface Outcome extends Bench {
  readonly lines: readonly string[];
  readonly hasFailed: boolean;
  readonly seconds: number;
}

const BENCHES: readonly Bench[] = [
  { name: 'frames', measures: 'frame encryption against bare AES-GCM' },
  { name: 'group', measures: 'a group of 32 under the rules of link calls against the MLS library alone' },
  { name: 'setUp', measures: 'call set-up against two bare peer connections' },
  { name: 'join', measures: 'joining a link call against prepared bare peer connections' },
  { name: 'mesh', measures: 'processor time and pictures of a link call of five beside a bare mesh' },
  { name: 'recovery', measures: 'how fast media is back after the network has failed' },
  { name: 'quality', measures: 'sound and picture over a lossy network against a bare peer connection' },
  { name: 'server', measures: 'durable relay of messages against an echo and an INSERT; idle sockets' },
  { name: 'firstLoad', measures: 'size and time of the first visit' },
];

const wanted = process.argv.slice(2);
const outcomes: Outcome[] = [];
for (const bench of BENCHES) {
  if (wanted.length === 0 || wanted.includes(bench.name)) outcomes.push(await runBench(bench));
}
printTable(outcomes);
process.exitCode = outcomes.length > 0 && outcomes.every(({ hasFailed }) => !hasFailed) ? 0 : 1;

async function runBench(bench: Bench): Promise<Outcome> {
  console.log(`… ${bench.name}: ${bench.measures}`);
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, `${bench.name}.ts`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const parts: string[] = [];
  child.stdout.on('data', part => {
    parts.push(String(part));
    process.stdout.write(part);
  });
  const status = await new Promise(resolve => child.once('close', resolve));
  return {
    ...bench,
    lines: parts.join('').trimEnd().split('\n'),
    hasFailed: status !== 0,
    seconds: (performance.now() - began) / 1000,
  };
}

function printTable(finished: readonly Outcome[]): void {
  console.log('\nResults');
  for (const { name, measures, lines, hasFailed, seconds } of finished) {
    console.log(`\n${hasFailed ? '✗' : '✓'} ${name} – ${measures} (${seconds.toFixed(0)} s)`);
    for (const line of lines) console.log(`    ${line}`);
  }
}
