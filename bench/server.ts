/**
 * What durable delivery costs: CPU per message of the real server (send → ok, delivery → acknowledge) against a
 * bare WebSocket echo that stores each message, side by side in one run; then the memory of idle sockets.
 * Run: `node bench/server.ts [--quick]`.
 */
import { openIdleSockets } from '../packages/server/src/bench/idle.ts';
import { runEcho, runMailboxes } from '../packages/server/src/bench/load.ts';
import { type BenchProcess, startBenchProcess } from '../packages/server/src/bench/process.ts';

const isQuick = process.argv.includes('--quick');
const LOAD = { pairs: 8, window: 32, messagesPerPair: isQuick ? 400 : 1500 };
const REPETITIONS = isQuick ? 3 : 7;
const IDLE_SOCKETS = isQuick ? 500 : 5000;
/** Our server may cost this much of the plain baseline. */
const TARGET = 1.5;

const messages = LOAD.pairs * LOAD.messagesPerPair;
await compare();
await measureIdle();

async function compare(): Promise<void> {
  const own = await startBenchProcess('own');
  const plain = await startBenchProcess('echo');
  const grouped = await startBenchProcess('groupedEcho');
  const rows: { own: number; plain: number; grouped: number }[] = [];
  // The first round warms up the compilers and is not counted.
  for (let round = 0; round <= REPETITIONS; round++) {
    const row = {
      own: await measureCpu(own, () => runMailboxes(own.origin, LOAD)),
      plain: await measureCpu(plain, () => runEcho(plain.origin, LOAD)),
      grouped: await measureCpu(grouped, () => runEcho(grouped.origin, LOAD)),
    };
    if (round > 0) rows.push(row);
  }
  await Promise.all([own.stop(), plain.stop(), grouped.stop()]);
  report(rows);
}

function report(
  rows: readonly { readonly own: number; readonly plain: number; readonly grouped: number }[],
): void {
  const ratio = median(rows.map(row => row.own / row.plain));
  console.log(
    `durable relay, ${messages} messages of 1 KiB per round, medians of ${rows.length} interleaved rounds`,
  );
  console.log(`  our server            ${format(rows.map(row => row.own))} µs CPU per message`);
  console.log(`  echo + INSERT         ${format(rows.map(row => row.plain))} µs CPU per message`);
  console.log(`  echo + grouped INSERT ${format(rows.map(row => row.grouped))} µs CPU per message`);
  console.log(`  ratio to echo + INSERT          ${ratio.toFixed(2)} (target ≤ ${TARGET})`);
  const strict = median(rows.map(row => row.own / row.grouped));
  console.log(`  ratio to echo + grouped INSERT  ${strict.toFixed(2)} (for information)`);
  if (ratio > TARGET) process.exitCode = 1;
}

async function measureIdle(): Promise<void> {
  const own = await startBenchProcess('own');
  const before = await own.usage();
  const close = await openIdleSockets(own.origin, IDLE_SOCKETS);
  const after = await own.usage();
  await close();
  await own.stop();
  const perSocket = (after.memory - before.memory) / IDLE_SOCKETS / 1024;
  console.log(`${IDLE_SOCKETS} idle sockets: ${perSocket.toFixed(1)} KiB of resident memory each`);
}

/** Microseconds of the server's CPU per message. */
async function measureCpu(server: BenchProcess, run: () => Promise<void>): Promise<number> {
  const before = await server.usage();
  await run();
  const after = await server.usage();
  return (after.cpu - before.cpu) / messages;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function format(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(1).padStart(6)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}
