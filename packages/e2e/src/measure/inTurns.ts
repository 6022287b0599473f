/**
 * The product and its floor, measured in turns in one run, so that whatever else the machine does meets both alike, and
 * what came of it in lines.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

/** The figures of all runs. */
export interface Turns<Figures> {
  readonly product: readonly Figures[];
  readonly bare: readonly Figures[];
  /** Of a floor whose frames pass through a transform that does nothing; empty where that is not measured. */
  readonly passing: readonly Figures[];
}

/** What is measured. `rest`: how long a connected call stands still before anything happens, in milliseconds. */
export interface Sides<Figures> {
  measureBare(rest: number): Promise<Figures>;
  measureProduct(rest: number): Promise<Figures>;
  measurePassing?(rest: number): Promise<Figures>;
}

/** Measures so many runs of each, after `warmUps` that do not count. */
export async function takeTurns<Figures>(
  runs: number,
  { measureBare, measureProduct, measurePassing }: Sides<Figures>,
  warmUps = 0,
): Promise<Turns<Figures>> {
  const product: Figures[] = [];
  const bare: Figures[] = [];
  const passing: Figures[] = [];
  for (let count = 0; count < runs + warmUps; count += 1) {
    const rest = toRest(count);
    bare.push(await measureBare(rest));
    product.push(await measureProduct(rest));
    if (measurePassing !== undefined) passing.push(await measurePassing(rest));
  }
  const toCounted = (all: readonly Figures[]) => all.slice(warmUps);
  return { product: toCounted(product), bare: toCounted(bare), passing: toCounted(passing) };
}

/** Cameras give a picture each 33 ms, at any moment of which something may be pressed: the runs take them in turns. */
function toRest(count: number): number {
  return 700 + ((13 * count) % 34);
}

/** How a figure is printed. */
export interface FigureForm {
  readonly name: string;
  /** Milliseconds, whole, without it. */
  readonly unit?: string;
  /** What the ratio may be at most. */
  readonly target?: number;
}

/** Prints the medians of a figure and returns their ratio. */
export function printFigure<Figures>(
  { name, unit, target }: FigureForm,
  { product, bare, passing }: Turns<Figures>,
  toFigure: (figures: Figures) => number,
): number {
  const toMedian = (runs: readonly Figures[]) => median(runs.map(toFigure));
  const [mine, floor] = [toMedian(product), toMedian(bare)];
  const print = (value: number) =>
    unit === undefined ? `${value.toFixed(0).padStart(4)} ms` : `${value.toFixed(2).padStart(6)} ${unit}`;
  const ratio = mine / floor;
  const verdict =
    target === undefined ? '' : ` (at most ${target}) ${ratio <= target ? 'ok' : 'ABOVE TARGET'}`;
  const toBeside = (passed: number) =>
    `; with an empty transform ${print(passed)}, ratio ${(mine / passed).toFixed(2)}`;
  const beside = passing.length === 0 ? '' : toBeside(toMedian(passing));
  process.stdout.write(
    `  ${name.padEnd(18)} product ${print(mine)}   bare ${print(floor)}   ratio ${ratio.toFixed(2)}${verdict}${beside}\n`,
  );
  return ratio;
}

/** Gives a directory for as long as something is measured. */
export async function inDirectory(measure: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  try {
    await measure(directory);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
