import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readOrCreateRelaySecret, writePrivateFile } from './relaySecret.ts';

test('a secret is made once, kept, private, and replaced when damaged', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-secret-'));
  t.after(() => rm(directory, { recursive: true }));
  const first = await readOrCreateRelaySecret(directory);
  assert.equal(Buffer.from(first, 'base64url').length, 32);
  assert.equal(await readOrCreateRelaySecret(directory), first);
  assert.equal((await stat(join(directory, 'relay-secret'))).mode & 0o777, 0o600);
  await writeFile(join(directory, 'relay-secret'), 'short');
  assert.notEqual(await readOrCreateRelaySecret(directory), first);
});

test('a file that was readable by others becomes private', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-secret-'));
  t.after(() => rm(directory, { recursive: true }));
  const path = join(directory, 'file');
  await writeFile(path, 'old', { mode: 0o644 });
  await writePrivateFile(path, 'new');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});
