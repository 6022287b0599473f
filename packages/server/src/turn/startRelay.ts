/**
 * Chooses and starts the relay: one run by somebody else when `TURN_URLS` and `TURN_SECRET` are given, else our own
 * coturn, else none – then calls between networks will fail and the server says so. Mirrors spec/relays.md.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coturnConfig } from './coturnConfig.ts';
import { type CoturnPlan, CoturnProcess } from './coturnProcess.ts';
import { createRelayCredentials } from './credentials.ts';
import { findProgram } from './findProgram.ts';
import { findFreePort, isPortFree } from './freePort.ts';
import { areFilesOlder, endOrphan, findOrphan } from './orphan.ts';
import type { Relay } from './relay.ts';
import { findRelayAddress } from './relayAddress.ts';
import type { RelayClock, RelayConfig, RelayLog } from './relayConfig.ts';
import { readOrCreateRelaySecret, writePrivateFile } from './relaySecret.ts';
import { isStunAnswered } from './stunExchange.ts';

const USUAL_PORT = 3478;
const USUAL_TLS_PORT = 5349;
const USUAL_PORT_RANGE = [49_152, 65_535] as const;
/** The user that Debian's coturn package makes; root's relay gives its rights away to it. */
const COTURN_USER = 'turnserver';

/** Starts the relay; resolves when it is ready or known not to be. Never fails: a server without a relay still serves. */
export async function startRelay(config: RelayConfig, log: RelayLog, clock: RelayClock): Promise<Relay> {
  if (config.urls !== undefined && config.secret !== undefined) {
    log.info('relayExternal', { urls: config.urls.length });
    return createExternalRelay(config.urls, config.secret, clock);
  }
  const program = config.program ?? findProgram('turnserver');
  if (program === undefined) {
    log.warn('relayMissing', {
      remedy: 'install coturn (Debian: apt-get install coturn, macOS: brew install coturn)',
    });
    return createAbsentRelay();
  }
  const relay = new CoturnProcess(() => planCoturn(config, program, log, clock), log, clock);
  await relay.start();
  return relay;
}

/** A relay that somebody else keeps running: nothing to start, nothing to watch. */
function createExternalRelay(urls: readonly string[], secret: string, clock: RelayClock): Relay {
  return {
    isReady: () => true,
    credentials: () =>
      createRelayCredentials(secret, urls, clock.now(), randomBytes(12).toString('base64url')),
    onChange: () => () => {},
    stop: async () => {},
  };
}

function createAbsentRelay(): Relay {
  return {
    isReady: () => false,
    credentials: () => undefined,
    onChange: () => () => {},
    stop: async () => {},
  };
}

async function planCoturn(
  config: RelayConfig,
  program: string,
  log: RelayLog,
  clock: RelayClock,
): Promise<CoturnPlan | undefined> {
  const configFile = join(config.dataDirectory, 'relay.conf');
  const orphan = await findOrphan(join(config.dataDirectory, 'relay.pid'), configFile);
  const adopted =
    orphan === undefined ? undefined : await planAdoption(config, { program, configFile, orphan });
  if (
    adopted !== undefined &&
    (await isStunAnswered({ address: adopted.relayIp, port: adopted.port }, clock))
  )
    return adopted;
  if (orphan !== undefined) {
    await endOrphan(orphan, clock);
    log.warn('relayOrphanEnded');
  }
  const port = await choosePort(config.port, config.firstPort ?? USUAL_PORT);
  const tlsPort = config.tls && (await choosePort(config.tls.port, USUAL_TLS_PORT));
  if (port === undefined || (config.tls !== undefined && tlsPort === undefined)) {
    log.error('relayPortTaken');
    return undefined;
  }
  const chosen = await complete(config, port, tlsPort);
  await writePrivateFile(configFile, await configText(config, chosen));
  return { ...chosen, program, configFile };
}

type Chosen = Pick<CoturnPlan, 'relayIp' | 'port' | 'tlsPort' | 'secret'>;

async function complete(config: RelayConfig, port: number, tlsPort: number | undefined): Promise<Chosen> {
  return {
    relayIp: config.relayIp ?? (await findRelayAddress()),
    port,
    ...(tlsPort === undefined ? {} : { tlsPort }),
    secret: config.secret ?? (await readOrCreateRelaySecret(config.dataDirectory)),
  };
}

/** The plan that a running relay already carries out, if today's settings still lead to the very file it was given. */
async function planAdoption(
  config: RelayConfig,
  found: { readonly program: string; readonly configFile: string; readonly orphan: number },
): Promise<CoturnPlan | undefined> {
  const { orphan, program, configFile } = found;
  const written = await readFile(configFile, 'utf8').catch(() => '');
  const [port, tlsPort] = [readPort(written, 'listening-port'), readPort(written, 'tls-listening-port')];
  if (port === undefined || (config.port ?? port) !== port) return undefined;
  if ((config.tls?.port ?? tlsPort) !== tlsPort) return undefined;
  const chosen = await complete(config, port, tlsPort);
  if ((await configText(config, chosen)) !== written) return undefined;
  const certificate = config.tls === undefined ? [] : [config.tls.certFile, config.tls.keyFile];
  if (!(await areFilesOlder(orphan, certificate))) return undefined;
  return { ...chosen, program, configFile, runningPid: orphan };
}

function readPort(configuration: string, name: string): number | undefined {
  const found = new RegExp(`^${name}=(\\d+)$`, 'm').exec(configuration)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** A configured port is meant: taken, it is an error; an unconfigured one gives way to the next free one. */
async function choosePort(configured: number | undefined, usual: number): Promise<number | undefined> {
  if (configured === undefined) return findFreePort(usual);
  return (await isPortFree(configured)) ? configured : undefined;
}

async function configText(config: RelayConfig, chosen: Chosen): Promise<string> {
  const { relayIp, port, secret, tlsPort } = chosen;
  const mayDropRights = process.getuid?.() === 0 && (await isUserKnown(COTURN_USER));
  return coturnConfig({
    secret,
    port,
    relayIp,
    portRange: config.portRange ?? USUAL_PORT_RANGE,
    directory: config.dataDirectory,
    ...(config.externalIp === undefined ? {} : { externalIp: config.externalIp }),
    ...(config.tls === undefined || tlsPort === undefined
      ? {}
      : { tls: { certFile: config.tls.certFile, keyFile: config.tls.keyFile, port: tlsPort } }),
    ...(mayDropRights ? { user: COTURN_USER } : {}),
  });
}

async function isUserKnown(name: string): Promise<boolean> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return users.split('\n').some(line => line.startsWith(`${name}:`));
}
