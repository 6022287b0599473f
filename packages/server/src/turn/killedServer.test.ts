/** Kills the real server under a real relay: whoever relays through it must not notice. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from '../testing/testClient.ts';
import { openAllocation } from './allocation.testSupport.ts';
import type { RelayClock } from './relayConfig.ts';

const clock: RelayClock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

interface Served {
  readonly process: ChildProcess;
  readonly origin: string;
}

async function startProcess(dataDirectory: string): Promise<Served> {
  const env = {
    PATH: process.env['PATH'],
    SOTTO_PORT: '0',
    SOTTO_DATA_DIR: dataDirectory,
    SOTTO_RELAY_IP: '127.0.0.1',
  };
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], { env, stdio });
  const origin = await new Promise<string>(resolve => {
    let said = '';
    child.stderr?.on('data', chunk => {
      said += String(chunk);
      const found = /ready at (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { process: child, origin };
}

async function requestRelay({ origin }: Served) {
  const client = await connect(origin);
  const answer = await client.ask({ t: 'requestRelay' });
  await client.leave();
  assert.ok(answer.t === 'relay');
  const [, address = '', port] = answer.urls[0]?.split(/[:?]/) ?? [];
  return { server: { address, port: Number(port) }, given: answer };
}

test('a server killed hard leaves its relay running, and the next one goes on with it', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-killed-'));
  const readPid = () => readFile(join(directory, 'relay.pid'), 'utf8');
  const first = await startProcess(directory);
  const { server, given } = await requestRelay(first);
  const pid = await readPid();
  t.after(async () => {
    if (first.process.exitCode === null) first.process.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });
  const allocation = await openAllocation(server, given, clock);
  assert.ok(allocation.ok);
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  const second = await startProcess(directory);
  assert.equal(await readPid(), pid);
  const again = await requestRelay(second);
  assert.deepEqual(again.server, server);
  assert.ok(await allocation.value.permit(allocation.value.relayed), 'the allocation lives on');
  const later = await openAllocation(server, given, clock);
  assert.ok(later.ok, 'credentials from before are good');
  await later.value.close();
  await allocation.value.close();
  second.process.kill('SIGTERM');
  assert.deepEqual(await once(second.process, 'exit'), [0, null]);
  assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
});
