import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isEveryPackagePresent } from './packages.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'packages/core': { version: '0.1.0' },
  'node_modules/ws': { version: '8.0.0' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};

test('packages are present when every required one has the version of the lock file', () => {
  assert.ok(isEveryPackagePresent(wanted, { 'node_modules/ws': { version: '8.0.0' } }));
});

test('a missing package, another version and no packages at all are noticed', () => {
  assert.ok(!isEveryPackagePresent(wanted, {}));
  assert.ok(!isEveryPackagePresent(wanted, { 'node_modules/ws': { version: '7.9.9' } }));
  const oldOptional = {
    'node_modules/ws': { version: '8.0.0' },
    'node_modules/other-platform': { version: '0.9.0' },
  };
  assert.ok(!isEveryPackagePresent(wanted, oldOptional));
});

test('the lock file holds every optional package, without which npm ci refuses it', async () => {
  const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
  const packages: Record<string, { readonly optionalDependencies?: Record<string, string> }> =
    JSON.parse(text).packages;
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      name => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages),
    ),
  );
  assert.deepEqual(missing, []);
});
