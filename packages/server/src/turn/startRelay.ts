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
import { endOrphan } from './orphan.ts';
import type { Relay } from './relay.ts';
import { findRelayAddress } from './relayAddress.ts';
import type { RelayClock, RelayConfig, RelayLog } from './relayConfig.ts';
import { readOrCreateRelaySecret, writePrivateFile } from './relaySecret.ts';

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
  if (await endOrphan(join(config.dataDirectory, 'relay.pid'), configFile, clock))
    log.warn('relayOrphanEnded');
  const port = await choosePort(config.port, config.firstPort ?? USUAL_PORT);
  const tlsPort = config.tls && (await choosePort(config.tls.port, USUAL_TLS_PORT));
  if (port === undefined || (config.tls !== undefined && tlsPort === undefined)) {
    log.error('relayPortTaken');
    return undefined;
  }
  const place = {
    relayIp: config.relayIp ?? (await findRelayAddress()),
    port,
    ...(tlsPort === undefined ? {} : { tlsPort }),
  };
  const secret = config.secret ?? (await readOrCreateRelaySecret(config.dataDirectory));
  await writePrivateFile(configFile, await configText(config, { ...place, secret }));
  return { ...place, program, configFile, secret };
}

/** A configured port is meant: taken, it is an error; an unconfigured one gives way to the next free one. */
async function choosePort(configured: number | undefined, usual: number): Promise<number | undefined> {
  if (configured === undefined) return findFreePort(usual);
  return (await isPortFree(configured)) ? configured : undefined;
}

async function configText(
  config: RelayConfig,
  chosen: Pick<CoturnPlan, 'relayIp' | 'port' | 'tlsPort' | 'secret'>,
): Promise<string> {
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
