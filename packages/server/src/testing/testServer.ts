/** The real server on a real database in a directory of its own, for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readConfig } from '../config/readConfig.ts';
import type { RateConfig, ServerConfig } from '../config/serverConfig.ts';
import type { Clock } from '../ops/clock.ts';
import { createLog, type Log } from '../ops/log.ts';
import { type RunningServer, startServer } from '../serve.ts';
import type { Relay } from '../turn/relay.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { connect, type TestClient } from './testClient.ts';

/** A server and what a test needs around it. */
export interface TestServer extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly dataDirectory: string;
  /** Every line that was logged. */
  readonly logLines: readonly string[];
  /** The one that runs now. */
  running(): RunningServer;
  /** A welcomed client; closed with the server. */
  client(): Promise<TestClient>;
  /** Cuts a client's connection and waits until the server has noticed. */
  vanish(client: TestClient): Promise<void>;
  /** Stops and starts again on the same data. */
  restart(): Promise<void>;
}

/** What a test decides. */
export interface TestServerOptions {
  readonly config?: Partial<Omit<ServerConfig, 'rates'>> & { readonly rates?: Partial<RateConfig> };
  readonly relay?: Relay;
  /** Instead of the test server's own, which then moves nothing. */
  readonly clock?: Clock;
}

/** Starts a server on a free port, without a relay unless one is given. */
export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-server-'));
  const clock = createFakeClock();
  const logLines: string[] = [];
  const usual = testConfig(dataDirectory);
  const rates = { ...usual.rates, ...options.config?.rates };
  const config: ServerConfig = { ...usual, ...options.config, rates };
  const log: Log = createLog(line => void logLines.push(line), clock);
  const start = () =>
    startServer({
      config,
      clock: options.clock ?? clock,
      log,
      ...(options.relay === undefined ? {} : { relay: options.relay }),
    });
  let server = await start();
  return {
    clock,
    dataDirectory,
    logLines,
    running: () => server,
    client: () => connect(server.origin),
    vanish: async client => {
      const before = server.metrics.sockets;
      await client.vanish();
      while (server.metrics.sockets >= before) await nextTurn();
    },
    restart: async () => {
      await server.stop();
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The default configuration on a free port, with its data in `dataDirectory` and no relay. */
export function testConfig(dataDirectory: string): ServerConfig {
  const config = readConfig({ SOTTO_PORT: '0', SOTTO_DATA_DIR: dataDirectory, SOTTO_RELAY: '0' });
  if (!config.ok) throw new Error('the default configuration is not valid');
  return config.value;
}
