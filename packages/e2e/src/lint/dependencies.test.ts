/** docs/dependencies.md tells the truth about every package that is named, and none runs anything at installation. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../../../..');

interface Manifest {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

test('the page lists every dependency with its version and licence, and nothing else', async () => {
  const named = await namedDependencies();
  const installed = await Promise.all(
    [...named].map(async ([name, version]) => {
      const { license } = await readJson<Manifest>(`node_modules/${name}/package.json`);
      return `${name} ${version} ${license}`;
    }),
  );
  assert.deepEqual((await listedDependencies()).toSorted(), installed.toSorted());
});

test('versions are exact and the same in every package', async () => {
  for (const [name, version] of await namedDependencies()) assert.match(version, /^\d+\.\d+\.\d+$/, name);
});

test('no package, named or not, has a script that runs at installation', async () => {
  const { packages } = await readJson<{
    packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
  }>('package-lock.json');
  const active = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript && !entry.optional);
  assert.deepEqual(
    active.map(([place]) => place),
    [],
  );
});

/** Name and version, from all `package.json` files; our own packages left out. */
async function namedDependencies(): Promise<ReadonlyMap<string, string>> {
  const files = ['package.json', ...(await Array.fromAsync(glob('packages/*/package.json', { cwd: ROOT })))];
  const named = new Map<string, string>();
  for (const file of files) {
    const { dependencies, devDependencies } = await readJson<Manifest>(file);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (name.startsWith('@sotto/')) continue;
      assert.equal(named.get(name) ?? version, version, `${name} in ${file}`);
      named.set(name, version);
    }
  }
  return named;
}

async function listedDependencies(): Promise<readonly string[]> {
  const page = await readFile(resolve(ROOT, 'docs/dependencies.md'), 'utf8');
  const rows = page.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|/gm);
  return [...rows].map(([, name, version, license]) => `${name} ${version} ${license}`);
}

async function readJson<Content>(path: string): Promise<Content> {
  return JSON.parse(await readFile(resolve(ROOT, path), 'utf8'));
}
