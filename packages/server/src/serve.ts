/**
 * Starting and stopping the whole server, in order: lock, certificate, database, relay, sockets, HTTP – and back.
 * What runs here in tests is what runs in production; only clock, log and relay can be handed in.
 */
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LinkId } from '@sotto/protocol/ids';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { ServerConfig } from './config/serverConfig.ts';
import type { Context, Limits } from './context.ts';
import { openDatabase } from './db/database.ts';
import { type DataLock, lockDataDirectory } from './db/dataLock.ts';
import {
  type Certificate,
  type CertificateFailure,
  createHttpServer,
  loadCertificate,
} from './http/httpServer.ts';
import { createRequestListener } from './http/requestListener.ts';
import { listStaticFiles } from './http/staticFiles.ts';
import { startLinkExpiry } from './link/linkExpiry.ts';
import { createNoteDrawers } from './link/noteDrawers.ts';
import { Watchers } from './link/watchers.ts';
import { createDeliveries } from './mailbox/deliveries.ts';
import { startExpiry } from './mailbox/expiry.ts';
import { createWills } from './mailbox/wills.ts';
import { type Cancel, type Clock, repeatEvery, systemClock } from './ops/clock.ts';
import { createLog, errorToCode, type Log } from './ops/log.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createRateLimiter } from './ops/rateLimiter.ts';
import { createStorage } from './ops/storage.ts';
import { countAtLink } from './room/hall.ts';
import { Rooms } from './room/rooms.ts';
import { createSocketServer, type SocketServer } from './socket/socketServer.ts';
import type { Relay } from './turn/relay.ts';
import { startRelay } from './turn/startRelay.ts';

/** What a server is started with. */
export interface ServerOptions {
  readonly config: ServerConfig;
  /** The machine's clock without it. */
  readonly clock?: Clock;
  /** JSON lines on standard output without it. */
  readonly log?: Log;
  /** Used, and stopped at the end, instead of the relay that the configuration asks for. */
  readonly relay?: Relay;
}

/** A server that serves. */
export interface RunningServer {
  /** Where a browser on this machine finds it, without a slash at the end. */
  readonly origin: string;
  /** TCP port. */
  readonly port: number;
  /** Totals since the start. */
  readonly metrics: Readonly<Metrics>;
  /** Whether relay credentials can be had now. */
  hasRelay(): boolean;
  /** Whether a built web app was found. */
  readonly hasWebApp: boolean;
  /** Says goodbye to everyone and closes; wills wait for the next start. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Why a server did not start. `locked`: another one uses the data directory; `noListening`: the port is taken or
 * not allowed; `noStorage`: the data directory or database cannot be used; the rest is about the certificate.
 */
export type StartFailure = 'locked' | 'noListening' | 'noStorage' | CertificateFailure;

/** Starts a server; rejects with the {@link StartFailure} as message. For callers that cannot go on without one. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const started = await tryStartServer(options);
  if (started.ok) return started.value;
  throw new Error(started.code);
}

/** Starts a server, or says why not and leaves nothing behind. */
export async function tryStartServer(options: ServerOptions): Promise<Result<RunningServer, StartFailure>> {
  const { config, clock = systemClock } = options;
  const log = options.log ?? createLog(line => process.stdout.write(line), clock);
  const lock = await takeDataDirectory(config.dataDirectory, log);
  if (!lock.ok) return lock;
  const undo = createUndo(lock.value);
  const certificate = await findCertificate(config);
  if (!certificate.ok) return undo.fail(certificate.code);
  try {
    const context = await openContext({ config, clock, log, relay: options.relay }, certificate.value, undo);
    return success(await listen(context, certificate.value, undo));
  } catch (error) {
    log.error('startFailed', { code: errorToCode(error) });
    const isAboutListening = (error as NodeJS.ErrnoException).syscall === 'listen';
    return undo.fail(isAboutListening || isAddressError(error) ? 'noListening' : 'noStorage');
  }
}

/** What to undo at the end, last step first. */
interface Undo {
  add(step: () => void | Promise<void>): void;
  run(): Promise<void>;
  fail<Code extends StartFailure>(code: Code): Promise<ReturnType<typeof failure<Code>>>;
}

function createUndo(lock: DataLock): Undo {
  const steps: (() => void | Promise<void>)[] = [() => lock.release()];
  const run = async (): Promise<void> => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
  };
  return {
    add: step => void steps.push(step),
    run,
    fail: async code => {
      await run();
      return failure(code);
    },
  };
}

async function takeDataDirectory(
  directory: string,
  log: Log,
): Promise<Result<DataLock, 'locked' | 'noStorage'>> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return lockDataDirectory(directory);
  } catch (error) {
    log.error('startFailed', { code: errorToCode(error) });
    return failure('noStorage');
  }
}

async function findCertificate(
  config: ServerConfig,
): Promise<Result<Certificate | undefined, CertificateFailure>> {
  return config.tls === undefined ? success(undefined) : loadCertificate(config.tls, config.dataDirectory);
}

type Given = Pick<Context, 'config' | 'clock' | 'log' | 'relay'>;

async function openContext(given: Given, certificate: Certificate | undefined, undo: Undo): Promise<Context> {
  const { config, clock, log } = given;
  const metrics = createMetrics();
  const observer = {
    committed: () => void metrics.commits++,
    failed: (error: unknown) => {
      metrics.failedCommits++;
      log.error('commitFailed', { code: errorToCode(error) });
    },
  };
  const database = await openDatabase(config.dataDirectory, observer, clock);
  undo.add(() => database.close());
  const relay = given.relay ?? (await startConfiguredRelay(given, certificate));
  undo.add(() => relay?.stop());
  const deliveries = createDeliveries(database);
  const { accepted, forget, received } = deliveries;
  const wills = createWills({ database, clock, quota: config.quota, accepted });
  undo.add(wills.stop);
  const limits = createLimits(config, clock);
  for (const limiter of Object.values(limits)) undo.add(limiter.stop);
  const watchers: Watchers = new Watchers(watch =>
    countAtLink(database, rooms.hall(watch.linkId), watch.link),
  );
  const changed = (linkId: LinkId) => watchers.changed(linkId);
  const rooms = new Rooms({ database, clock, lobbyPeople: config.room.lobbyPeople, changed });
  undo.add(() => rooms.stop());
  const storage = createStorage(config.storageBytes, database.usedBytes, clock, log);
  undo.add(startExpiry({ database, clock, forget, received, ownerDays: config.ownerDays }));
  undo.add(
    startLinkExpiry({
      database,
      clock,
      inUse: () => rooms.inUse(),
      ended: (linkId, how) => rooms.ended(linkId, how),
    }),
  );
  const mail = { storage, deliveries, wills };
  const drawers = createNoteDrawers();
  return { config, clock, log, metrics, database, ...mail, rooms, watchers, drawers, limits, relay };
}

function createLimits({ rates }: ServerConfig, clock: Clock): Limits {
  const limits = Object.entries(rates).map(([name, rate]) => [name, createRateLimiter(rate, clock)] as const);
  return Object.fromEntries(limits) as Limits;
}

async function startConfiguredRelay(
  { config, clock, log }: Given,
  certificate: Certificate | undefined,
): Promise<Relay | undefined> {
  const { isEnabled, ...settings } = config.relay;
  if (!isEnabled) return undefined;
  const { dataDirectory } = config;
  const tls =
    certificate === undefined || config.tls?.kind === 'selfSigned'
      ? {}
      : { tls: { certFile: certificate.certFile, keyFile: certificate.keyFile } };
  return await startRelay({ ...settings, ...tls, dataDirectory }, log, clock);
}

/** How often the totals are logged. */
const TOTALS_INTERVAL_MS = 3_600_000;

async function listen(
  context: Context,
  certificate: Certificate | undefined,
  undo: Undo,
): Promise<RunningServer> {
  const { config, clock, log, metrics, relay, wills } = context;
  const files = await listStaticFiles(config.webDirectory);
  const http = createHttpServer(certificate);
  const sockets = createSocketServer(http, context);
  let isReady = false;
  http.on(
    'request',
    createRequestListener({
      files,
      ...describeOrigin(config),
      ...(config.sourceUrl === undefined ? {} : { sourceUrl: config.sourceUrl }),
      readiness: () => ({ isReady, hasRelay: hasRelay() }),
    }),
  );
  const hasRelay = (): boolean => relay?.isReady() ?? false;
  const stopGraces = (): void => {
    wills.stop();
    context.rooms.stop();
  };
  undo.add(() => closeAll(http, sockets, stopGraces));
  const port = await bind(http, config);
  wills.resume();
  context.rooms.resume();
  undo.add(repeatTotals(clock, log, metrics));
  isReady = true;
  log.info('started', {
    port,
    tls: certificate !== undefined,
    relay: hasRelay(),
    webApp: files.has('/index.html'),
  });
  const stop = async (): Promise<void> => {
    if (!isReady) return;
    isReady = false;
    await undo.run();
    log.info('stopped');
  };
  const origin = listenerToOrigin(config, port);
  return { origin, port, metrics, hasRelay, hasWebApp: files.has('/index.html'), stop };
}

function describeOrigin({ publicOrigin, tls }: ServerConfig) {
  const isSecure = publicOrigin?.startsWith('https:') ?? tls !== undefined;
  const headerFacts = { isSecure, isStrict: isSecure && tls?.kind !== 'selfSigned' };
  return publicOrigin === undefined
    ? { headerFacts }
    : { headerFacts, publicHost: new URL(publicOrigin).host };
}

function repeatTotals(clock: Clock, log: Log, metrics: Metrics): Cancel {
  return repeatEvery(clock, TOTALS_INTERVAL_MS, () => log.info('totals', { ...metrics }));
}

function bind(http: Server, { port, host }: ServerConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port, host }, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}

function isAddressError(error: unknown): boolean {
  return ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
}

/** The graces first: nobody vanishes because the server stops. */
async function closeAll(http: Server, sockets: SocketServer, stopGraces: () => void): Promise<void> {
  stopGraces();
  const closed = new Promise<void>(resolve => http.close(() => resolve()));
  await sockets.stop();
  http.closeAllConnections();
  await closed;
}

function listenerToOrigin({ host, tls, publicOrigin }: ServerConfig, port: number): string {
  if (publicOrigin !== undefined) return publicOrigin;
  const isEverywhere = host === '::' || host === '0.0.0.0';
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`;
}
