/** The size budgets of product code: what is larger is no longer read, only searched. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { type FunctionSize, functionSizes, percentile } from './sizes.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PRODUCT = ['packages/{protocol,core,server,web}/src/**/*.{ts,tsx}', 'scripts/**/*.{ts,mjs}'];
/** Tests, the tests' own tools, and texts in several languages are not product code. */
const OTHER = /\.test\.|\.testSupport\.|\/testing\/|\/sim\/|\/locale\//;
const FILE_LINES = 300;
const FUNCTION_LINES = 60;
const MEDIAN_LINES = 12;

const files = (await Array.fromAsync(glob(PRODUCT, { cwd: ROOT })))
  .filter(path => !OTHER.test(path))
  .toSorted();
const texts = new Map(
  await Promise.all(files.map(async path => [path, await readFile(resolve(ROOT, path), 'utf8')] as const)),
);

test('no file is longer than 300 lines', () => {
  const lengths = [...texts].map(([path, text]) => [path, text.trimEnd().split('\n').length] as const);
  assert.ok(lengths.length > 100, 'the product is found');
  assert.deepEqual(
    lengths.filter(([, lines]) => lines > FILE_LINES),
    [],
  );
});

test('no function is longer than 60 lines, and half are shorter than 13', t => {
  const sizes = [...texts].flatMap(([path, text]) =>
    functionSizes(path, text).map(size => ({ path, ...size })),
  );
  const lines = sizes.map(size => size.lines);
  const declared = sizes.filter(size => !size.name.startsWith('line ')).map(size => size.lines);
  t.diagnostic(`functions: ${lines.length}, p99 ${percentile(lines, 0.99)} lines`);
  t.diagnostic(
    `named functions: ${declared.length}, median ${percentile(declared, 0.5)} lines, p99 ${percentile(declared, 0.99)}`,
  );
  assert.deepEqual(
    sizes.filter(size => size.lines > FUNCTION_LINES),
    [],
  );
  assert.ok(percentile(declared, 0.5) <= MEDIAN_LINES);
});

test('functions are measured from head to brace, with the name of their declaration', () => {
  const text = `export function outer() {\n  const inner = () => {\n    return 1;\n  };\n  return inner;\n}\n`;
  const expected: readonly FunctionSize[] = [
    { name: 'outer', lines: 6 },
    { name: 'inner', lines: 3 },
  ];
  assert.deepEqual(functionSizes('x.ts', text), expected);
});
