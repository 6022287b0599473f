/**
 * The real server with the real relay, on free ports with its data in a directory of its own: inside this process, or
 * as a child process that can be killed and started again on the same port and data.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@sotto/server/config/readConfig';
import { type Clock, systemClock } from '@sotto/server/ops/clock';
import { createLog } from '@sotto/server/ops/log';
import { startServer } from '@sotto/server/serve';

/** A server for one test. */
export interface RealServer extends AsyncDisposable {
  /** Such as `http://localhost:41234`, without a slash at the end. */
  readonly origin: string;
  readonly dataDirectory: string;
  /** Where the relay listens, UDP and TCP; undefined if it was switched off. */
  readonly turnPort: number | undefined;
  /** Everything that was logged so far. */
  log(): string;
  /** Stops it and removes its data. Harmless when repeated. */
  close(): Promise<void>;
}

/** A server in a process of its own. */
export interface ServerProcess extends RealServer {
  /** Ends it at once, as a power cut would; what it had not stored is lost. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator would; resolves with its exit status. */
  stop(): Promise<number | null>;
  /** Starts it again on the same port and data; resolves when it serves. */
  start(): Promise<void>;
}

/** What a test decides. */
export interface RealServerOptions {
  /** More environment variables of the server (`SOTTO_…`). */
  readonly environment?: Readonly<Record<string, string>>;
  /** Without the relay a server starts faster; true without it. */
  readonly hasRelay?: boolean;
}

/** What a test decides about a server in a process of its own. */
export interface ServerProcessOptions extends RealServerOptions {
  /** The network namespace it runs in, and its address there; this machine's own network without it. */
  readonly network?: { readonly namespace: string; readonly address: string };
}

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));
const START_LIMIT_MS = 20_000;

/** Starts a server inside this process; with a clock of the test's own, if given. */
export async function startRealServer(
  options: RealServerOptions & { readonly clock?: Clock } = {},
): Promise<RealServer> {
  const { clock = systemClock } = options;
  const place = await choosePlace(options);
  const config = readConfig(place.environment);
  if (!config.ok)
    throw new Error(`The test's configuration is not valid: ${JSON.stringify(config.problems)}`);
  const lines: string[] = [];
  const log = createLog(line => void lines.push(line), clock);
  const server = await startServer({ config: config.value, log, clock });
  const close = async () => {
    await server.stop();
    await removeData(place.dataDirectory);
  };
  return { ...describe(place), log: () => lines.join(''), close, [Symbol.asyncDispose]: close };
}

/** Starts a server as a child process. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const place = await choosePlace(options, options.network?.address);
  const { namespace } = options.network ?? {};
  const prefix = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const running = child;
    child = undefined;
    if (running === undefined) return null;
    running.kill(signal);
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
    return running.exitCode;
  };
  const start = async () => {
    const [program = '', ...words] = [...prefix, process.execPath, MAIN, 'serve'];
    const before = lines.length;
    child = spawn(program, words, {
      env: { ...process.env, ...place.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', part => lines.push(String(part)));
    }
    await waitUntilServing(place.origin, child, () => lines.slice(before), namespace !== undefined);
  };
  const close = async () => {
    await end('SIGTERM');
    await removeData(place.dataDirectory);
  };
  await start();
  return {
    ...describe(place),
    log: () => lines.join(''),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A port that nobody uses now, for TCP and UDP. */
export async function findUnusedPort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0);
    await once(server, 'listening');
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    server.close();
    await once(server, 'close');
    if (await isUdpUnused(port)) return port;
  }
}

/** Where one server lives. */
interface Place {
  readonly origin: string;
  readonly dataDirectory: string;
  readonly turnPort: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

async function choosePlace(options: RealServerOptions, address?: string): Promise<Place> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-data-'));
  const port = await findUnusedPort();
  const turnPort = options.hasRelay === false ? undefined : await findUnusedPort();
  return {
    origin: `http://${address ?? 'localhost'}:${port}`,
    dataDirectory,
    turnPort,
    environment: {
      SOTTO_PORT: String(port),
      SOTTO_DATA_DIR: dataDirectory,
      ...(address === undefined ? {} : { SOTTO_HOST: address, SOTTO_RELAY_IP: address }),
      ...(turnPort === undefined ? { SOTTO_RELAY: '0' } : { SOTTO_TURN_PORT: String(turnPort) }),
      ...options.environment,
    },
  };
}

function describe(place: Place): Pick<RealServer, 'origin' | 'dataDirectory' | 'turnPort'> {
  return { origin: place.origin, dataDirectory: place.dataDirectory, turnPort: place.turnPort };
}

async function isUdpUnused(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port);
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

async function waitUntilServing(
  origin: string,
  child: ChildProcess,
  lines: () => readonly string[],
  isElsewhere: boolean,
): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    // Another network cannot be asked from here; there the log tells.
    if (isElsewhere && lines().join('').includes('"started"')) return;
    const answer = isElsewhere ? undefined : await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`The server did not start:\n${lines().join('')}`);
}

function removeData(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
