/**
 * One STUN or TURN address as a person writes it: RFC 7064 and RFC 7065 with credentials in front of the host.
 * Mirrors spec/relays.md, "Own servers".
 */
import { failure, type Result, success } from '@sotto/protocol/result';
import type { IceServer } from '../port/peerConnection.ts';
import { iceHostToText, isBareIpv6, textToIceHost } from './iceHost.ts';

/** A server that only says what one's own address looks like from outside. */
export interface StunAddress {
  readonly scheme: 'stun' | 'stuns';
  /** As `textToIceHost` makes it. */
  readonly host: string;
  readonly port: number;
}

/** A relay. */
export interface TurnAddress {
  readonly scheme: 'turn' | 'turns';
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  /** Never empty. */
  readonly username: string;
  /** Never empty. */
  readonly password: string;
}

export type IceAddress = StunAddress | TurnAddress;

/** Why a line is no address. Sentences are in the locale files. */
export type IceAddressProblem =
  | 'tooLong'
  | 'unknownScheme'
  /** `stun://…`, as in web addresses. */
  | 'slashes'
  | 'badHost'
  /** An IPv6 address without brackets. */
  | 'bracketsMissing'
  | 'badPort'
  | 'badTransport'
  | 'missingCredentials'
  /** Empty, too long, or with characters that cannot be typed. */
  | 'badCredentials'
  | 'stunWithCredentials'
  | 'stunWithTransport';

/** Characters in a line at most. */
export const MAX_ICE_LINE_LENGTH = 2048;
/** Browsers refuse longer names (RFC 8489 section 14.3: less than 509 bytes). */
const MAX_USERNAME_BYTES = 508;
const MAX_PASSWORD_BYTES = 508;
const DEFAULT_PORTS = { stun: 3478, stuns: 5349, turn: 3478, turns: 5349 } as const;

/**
 * Reads a line that is neither blank nor a comment.
 *
 * `scheme:[user:password@]host[:port][?transport=udp|tcp]`. The credentials end at the last `@`, the user at its
 * first `:`, so a password may hold any symbol as it is; `%` escapes are decoded, and a `%` that begins none is itself.
 */
export function lineToIceAddress(line: string): Result<IceAddress, IceAddressProblem> {
  if (line.length > MAX_ICE_LINE_LENGTH) return failure('tooLong');
  const [, written = '', rest = ''] = /^([A-Za-z]+):(.*)$/s.exec(line) ?? [];
  const scheme = written.toLowerCase();
  if (!isScheme(scheme)) return failure('unknownScheme');
  if (rest.startsWith('//')) return failure('slashes');
  const at = rest.lastIndexOf('@');
  const place = readPlace(rest.slice(at + 1), scheme);
  if (!place.ok) return place;
  const { transport, ...common } = place.value;
  if (scheme === 'stun' || scheme === 'stuns') {
    if (at >= 0) return failure('stunWithCredentials');
    return transport === undefined ? success({ scheme, ...common }) : failure('stunWithTransport');
  }
  const credentials = readCredentials(rest.slice(0, Math.max(at, 0)), at >= 0);
  if (!credentials.ok) return credentials;
  const usual = scheme === 'turn' ? 'udp' : 'tcp';
  return success({ scheme, ...common, transport: transport ?? usual, ...credentials.value });
}

/** The address in its one canonical form, which reads back as the same address. */
export function iceAddressToLine(address: IceAddress): string {
  const { scheme } = address;
  if (!isTurn(address)) return `${scheme}:${toPlace(address)}`;
  const credentials = `${encodeURIComponent(address.username)}:${encodeURIComponent(address.password)}`;
  return `${scheme}:${credentials}@${toPlace(address)}?transport=${address.transport}`;
}

/** The address for a peer connection. */
export function iceAddressToServer(address: IceAddress): IceServer {
  const place = `${address.scheme}:${toPlace(address)}`;
  if (!isTurn(address)) return { urls: [place] };
  const { username, password, transport } = address;
  return { urls: [`${place}?transport=${transport}`], username, credential: password };
}

/** Whether the address is a relay. */
export function isTurn(address: IceAddress): address is TurnAddress {
  return address.scheme === 'turn' || address.scheme === 'turns';
}

function isScheme(text: string): text is IceAddress['scheme'] {
  return Object.hasOwn(DEFAULT_PORTS, text);
}

function toPlace({ host, port }: IceAddress): string {
  return `${iceHostToText(host)}:${port}`;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | undefined;
}

function readPlace(text: string, scheme: IceAddress['scheme']): Result<Place, IceAddressProblem> {
  const query = text.indexOf('?');
  const where = query < 0 ? text : text.slice(0, query);
  if (isBareIpv6(where)) return failure('bracketsMissing');
  const [, hostText = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(where) ?? [];
  const host = textToIceHost(hostText);
  if (host === undefined) return failure('badHost');
  const port = readPort(portText, DEFAULT_PORTS[scheme]);
  if (port === undefined) return failure('badPort');
  if (query < 0) return success({ host, port, transport: undefined });
  const transport = /^\?transport=(udp|tcp)$/i.exec(text.slice(query))?.[1]?.toLowerCase();
  return transport === 'udp' || transport === 'tcp'
    ? success({ host, port, transport })
    : failure('badTransport');
}

/** The grammar lets the digits be missing; it means the default then. */
function readPort(text: string | undefined, usual: number): number | undefined {
  if (text === undefined || text === '') return usual;
  const port = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

type Credentials = Pick<TurnAddress, 'username' | 'password'>;

function readCredentials(text: string, areThere: boolean): Result<Credentials, IceAddressProblem> {
  const colon = text.indexOf(':');
  if (!areThere || colon < 0) return failure('missingCredentials');
  const username = decodeEscapes(text.slice(0, colon));
  const password = decodeEscapes(text.slice(colon + 1));
  const areGood = isCredential(username, MAX_USERNAME_BYTES) && isCredential(password, MAX_PASSWORD_BYTES);
  return areGood ? success({ username, password }) : failure('badCredentials');
}

/** Escapes that stand for no text (RFC 3986 section 2.5: UTF-8) stay as they were written. */
function decodeEscapes(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, escapes => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** Lone surrogates have no bytes to compute a signature over. */
function isCredential(text: string, maxBytes: number): boolean {
  if (text === '' || /\p{Cc}/u.test(text) || !text.isWellFormed()) return false;
  return new TextEncoder().encode(text).length <= maxBytes;
}
