import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockDataDirectory } from './dataLock.ts';

const MODULE = join(import.meta.dirname, 'dataLock.ts');

test('a second server in the same process is kept out until the first lets go', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-lock-'));
  const first = lockDataDirectory(directory);
  assert.ok(first.ok);
  assert.deepEqual(lockDataDirectory(directory), { ok: false, code: 'locked' });
  first.value.release();
  const second = lockDataDirectory(directory);
  assert.ok(second.ok);
  second.value.release();
  await rm(directory, { recursive: true });
});

test('another process is kept out, and one that was killed leaves no lock behind', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-lock-'));
  const script = `
    const { lockDataDirectory } = await import(${JSON.stringify(MODULE)});
    const lock = lockDataDirectory(${JSON.stringify(directory)});
    process.stdout.write(String(lock.ok));
    setInterval(() => lock, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const [said] = await once(holder.stdout, 'data');
  assert.equal(String(said), 'true');
  assert.deepEqual(lockDataDirectory(directory), { ok: false, code: 'locked' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = lockDataDirectory(directory);
  assert.ok(lock.ok);
  lock.value.release();
  await rm(directory, { recursive: true });
});
