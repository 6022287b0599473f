/**
 * Runs every test of every package in two stages – units side by side, whatever needs real browsers one after the
 * other, since they measure time – and ends with one line that counts both. No line is printed unless every file ran.
 */
import { once } from 'node:events';
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';

/** What ran. */
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Files that crashed before their first test, or hold none. */
  readonly silent: readonly string[];
}

interface Stage {
  readonly files: readonly string[];
  readonly concurrency: number;
  /** Milliseconds after which one file counts as failed. */
  readonly timeout: number;
}

const TESTS = ['packages/*/{src,build,fixtures}/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];
const SERIAL = 'packages/e2e/';
/** Several times what the slowest file needs: the same machine has been seen to be three times slower on another day. */
const LIMIT = 15 * 60_000;

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { checks: { type: 'string', default: '0,0' } },
});
process.exitCode = await runAll(options.checks, wanted);

/** @param wanted - parts of paths; without any, every test runs. */
async function runAll(checks: string, wanted: readonly string[]): Promise<number> {
  const files = await findTests(wanted);
  const isSerial = (file: string) => file.startsWith(SERIAL);
  const stages: readonly Stage[] = [
    {
      files: files.filter(file => !isSerial(file)),
      concurrency: availableParallelism(),
      timeout: LIMIT,
    },
    { files: files.filter(isSerial), concurrency: 1, timeout: LIMIT },
  ];
  const counts: Counts[] = [];
  for (const stage of stages) if (stage.files.length > 0) counts.push(await runStage(stage));
  return report(counts, checks);
}

async function findTests(wanted: readonly string[]): Promise<readonly string[]> {
  const found = await Array.fromAsync(glob(TESTS));
  const files = found.filter(file => wanted.length === 0 || wanted.some(part => file.includes(part)));
  if (files.length === 0) throw new Error('No test file found.');
  return files.toSorted();
}

async function runStage(stage: Stage): Promise<Counts> {
  const ran = new Set<string>();
  let total: Omit<Counts, 'silent'> | undefined;
  const events = run({ files: [...stage.files], concurrency: stage.concurrency, timeout: stage.timeout });
  events.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return void ran.add(file);
    const { passed, skipped, todo, tests } = counts;
    total = { passed, failed: tests - passed - skipped - todo, skipped: skipped + todo };
  });
  const shown = events.compose(spec);
  shown.pipe(process.stdout, { end: false });
  await once(shown, 'end');
  if (total === undefined) throw new Error('The test runner ended early.');
  return { ...total, silent: stage.files.filter(file => !ran.has(resolve(file))) };
}

function report(counts: readonly Counts[], checks: string): number {
  const silent = counts.flatMap(count => count.silent);
  for (const file of silent) console.log(`✗ no test ran in ${file}`);
  if (silent.length > 0) return 1;
  const [checksPassed = 0, checksFailed = 0] = checks.split(',').map(Number);
  const sum = (part: 'passed' | 'failed' | 'skipped') => counts.reduce((all, count) => all + count[part], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  console.log(
    `\ntests: ${passed} passed, ${failed} failed; checks: ${checksPassed} passed, ${checksFailed} failed`,
  );
  const tail = skipped === 0 ? '' : `, ${skipped} skipped`;
  console.log(`${passed + checksPassed} passed, ${failed + checksFailed} failed${tail}`);
  return failed + checksFailed === 0 ? 0 : 1;
}
