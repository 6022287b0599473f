/**
 * Short-lived relay credentials (the TURN REST scheme: draft-uberti-behave-turn-rest-00 section 2.2) and the addresses
 * that go with them. Mirrors spec/relays.md.
 */
import { createHmac } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { RelayCredentials } from './relay.ts';

/** How long credentials hold, milliseconds. A call that lasts longer fetches new ones and restarts ICE. */
export const CREDENTIAL_LIFETIME_MS = 12 * 60 * 60 * 1000;

/** Where this server's own relay listens. */
export interface RelayPlace {
  /** The address that relays; stands in for names that mean "this machine" and say nothing to a peer connection. */
  readonly relayIp: string;
  /** Listening port for UDP and TCP. */
  readonly port: number;
  /** Listening port for TLS over TCP, where a certificate is configured. */
  readonly tlsPort?: number;
}

/**
 * Credentials that end {@link CREDENTIAL_LIFETIME_MS} after `now`.
 * @param opaqueId - fresh and unpredictable for every request; must hold no `:`.
 */
export function createRelayCredentials(
  secret: string,
  urls: readonly string[],
  now: number,
  opaqueId: string,
): RelayCredentials {
  const expires = now + CREDENTIAL_LIFETIME_MS;
  const username = `${Math.floor(expires / 1000)}:${opaqueId}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { urls, username, credential, expires };
}

/** The relay's URLs as seen by a client that reached the server as `host`: UDP first, then TCP, then TLS. */
export function relayUrls(host: string, place: RelayPlace): readonly string[] {
  const name = reachableName(host, place.relayIp);
  const plain = ['udp', 'tcp'].map(transport => `turn:${name}:${place.port}?transport=${transport}`);
  return place.tlsPort === undefined ? plain : [...plain, `turns:${name}:${place.tlsPort}?transport=tcp`];
}

/** The host comes from a request header: anything that is neither a name nor an address gives way to the relay's own. */
function reachableName(host: string, relayIp: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isThisMachine(bare)) return relayIp;
  if (isIPv6(bare)) return `[${bare}]`;
  return isIPv4(bare) || isHostName(bare) ? bare : relayIp;
}

function isThisMachine(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name.startsWith('127.') || name === '::1';
}

function isHostName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name);
}
