/** Preparing a fresh checkout corrects the packages that it has installed, and stops when it cannot. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  copyPublished,
  installedFolder,
  PATCHED_FILE,
} from '../../packages/core/src/crypto/mls/library.testSupport.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('a checkout with the published library has the corrected one after it was prepared', async context => {
  const { folder, library } = arrange(context);
  const corrected = readFileSync(join(installedFolder(), PATCHED_FILE), 'utf8');
  assert.notEqual(read(library), corrected);
  await prepare(folder);
  assert.equal(read(library), corrected);
  await prepare(folder);
  assert.equal(read(library), corrected);
});

test('nothing starts with another library than the one that the patch was made for', async context => {
  const { folder, library } = arrange(context);
  writeFileSync(join(library, PATCHED_FILE), read(library).replaceAll('unmergedLeaves', 'others'));
  await assert.rejects(prepare(folder), /does not fit/);
});

test('nothing starts without what applies the patch', async context => {
  const { folder } = arrange(context);
  rmSync(join(folder, 'scripts/applyPatches.ts'));
  await assert.rejects(prepare(folder));
});

/** A checkout as far as patches are concerned, with the library as a registry gives it. */
function arrange(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-prepare-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const part of ['scripts', 'packages/core/patches', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  // What npm noted agrees with the lock file: there is nothing to install.
  for (const name of ['package-lock.json', 'node_modules/.package-lock.json'])
    writeFileSync(join(folder, name), JSON.stringify({ packages: {} }));
  return { folder, library: copyPublished(join(folder, 'node_modules')) };
}

async function prepare(folder: string): Promise<void> {
  const program = `(await import('./scripts/prepare/prepare.mjs')).preparePackages().catch(error => {
    console.error(error.message);
    process.exit(1);
  })`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
}

function read(library: string): string {
  return readFileSync(join(library, PATCHED_FILE), 'utf8');
}
