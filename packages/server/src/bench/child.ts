/** The measured process: the real server or one of the baselines, on a database in a fresh directory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config/readConfig.ts';
import { startServer } from '../serve.ts';
import { startEcho } from './echo.ts';

const directory = mkdtempSync(join(tmpdir(), 'sotto-bench-'));
const kind = process.argv[2];
const server = kind === 'own' ? await startOwn() : await startEcho(directory, kind === 'groupedEcho');
process.send?.({ port: server.port });
process.on('message', message => void (message === 'usage' ? tellUsage() : end()));

function startOwn() {
  const unlimited = '1000000000';
  const config = readConfig({
    SOTTO_PORT: '0',
    SOTTO_RELAY: '0',
    SOTTO_DATA_DIR: directory,
    SOTTO_RATE_MAILBOX_SENDS: unlimited,
    SOTTO_RATE_SENDS: unlimited,
    SOTTO_RATE_REQUESTS: unlimited,
    SOTTO_RATE_MAILBOXES: unlimited,
    SOTTO_MAX_SOCKETS_PER_ADDRESS: unlimited,
  });
  if (!config.ok) throw new Error('the configuration of the benchmark is not valid');
  const silent = { info: () => undefined, warn: () => undefined, error: console.error };
  return startServer({ config: config.value, log: silent });
}

function tellUsage(): void {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() });
}

async function end(): Promise<void> {
  await server.stop();
  rmSync(directory, { recursive: true });
  process.exit();
}
