/**
 * What the rules of link calls cost in a group of 32: adding and removing somebody and making frame keys as members do
 * it – requests read, statements checked, everybody judged, sealed and padded – against the MLS library alone with the
 * same cipher suite in the same run.
 */
import {
  createBareGroup,
  createRuledGroup,
  fillGroup,
  type MeasuredGroup,
} from '../packages/core/src/sim/measuredGroup.ts';

const PEOPLE = 32;
const ROUNDS = 25;
const EXPORTS = 100;
/** In the order of a round, each with what it is called in the table. */
const STEPS = {
  addCommit: 'add: make the commit',
  addFollow: 'add: follow it',
  addEnter: 'add: enter by its welcome',
  removeCommit: 'remove: make the commit',
  removeFollow: 'remove: follow it',
  exportKeys: 'frame keys by the exporter',
} as const;

type Step = keyof typeof STEPS;
type Times = Record<Step, number[]>;

if (import.meta.main) await run();

async function run(): Promise<void> {
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
  const [bare, ruled] = [await createBareGroup(), await createRuledGroup(random)];
  await fillGroup(bare, PEOPLE - 1);
  await fillGroup(ruled, PEOPLE - 1);
  const times = { bare: createTimes(), ruled: createTimes() };
  for (let round = 0; round <= ROUNDS; round++) {
    const sides = [playRound(bare, times.bare), playRound(ruled, times.ruled)];
    // In turns, step by step, so that whatever else the machine does meets both alike.
    for (const _ of Object.keys(STEPS)) for (const side of sides) await side.next();
    for (const side of sides) await side.next();
  }
  for (const step of Object.keys(STEPS) as Step[])
    report(step, median(times.bare[step]), median(times.ruled[step]));
}

/** Somebody comes, so that there are 32, the same one goes, and there are frame keys. Rests after each step. */
async function* playRound<Own>(group: MeasuredGroup<Own>, times: Times): AsyncGenerator<void> {
  const candidate = await group.prepare();
  const added = await measure(times.addCommit, () => group.add([candidate]));
  yield;
  await measure(times.addFollow, () => group.follow(added));
  yield;
  await measure(times.addEnter, () => group.enter(candidate, added));
  await group.settle(added);
  yield;
  const removed = await measure(times.removeCommit, () => group.remove());
  yield;
  await measure(times.removeFollow, () => group.follow(removed));
  await group.settle(removed);
  yield;
  const began = performance.now();
  for (let count = 0; count < EXPORTS; count++) await group.exportKeys();
  times.exportKeys.push((performance.now() - began) / EXPORTS);
}

async function measure<Value>(times: number[], action: () => Promise<Value>): Promise<Value> {
  const began = performance.now();
  const value = await action();
  times.push(performance.now() - began);
  return value;
}

function createTimes(): Times {
  const names = Object.keys(STEPS) as Step[];
  return Object.fromEntries(names.map(name => [name, []])) as unknown as Times;
}

function report(step: Step, bare: number, ruled: number): void {
  const columns = [
    STEPS[step].padEnd(27),
    `library ${bare.toFixed(2).padStart(6)} ms`,
    `with the rules ${ruled.toFixed(2).padStart(6)} ms`,
    `ratio ${(ruled / bare).toFixed(2)}`,
  ];
  console.log(columns.join('   '));
}

function median(values: readonly number[]): number {
  // The first round warms up.
  return values.slice(1).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}
