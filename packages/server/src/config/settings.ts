/** Every environment variable the server knows. docs/configuration.md is printed from this table. */
import { MAX_LOBBY_PEOPLE } from '@sotto/protocol/limits';
import {
  ipAddress,
  numberFrom,
  onOff,
  origin,
  path,
  portRange,
  relayUrls,
  type Setting,
  secret,
  webAddress,
} from './setting.ts';

const PREFIX = 'SOTTO_';

const port = numberFrom(0, 65_535);
const perMinute = numberFrom(1, 1_000_000_000);

/** The settings by name without the prefix, in the order of the table. */
export const SETTINGS = {
  PORT: {
    ...port,
    isEssential: true,
    otherwise: '`8080`',
    meaning: 'TCP port to listen on; `0` takes a free one.',
  },
  HOST: {
    form: 'address or name',
    schema: path.schema,
    isEssential: true,
    otherwise: '`127.0.0.1`; with a certificate, every address',
    meaning: 'Address to listen on. Browsers allow calls over plain HTTP only on the same machine.',
  },
  DATA_DIR: {
    ...path,
    isEssential: true,
    otherwise: '`.data`',
    meaning: 'Directory of the database and the generated secrets.',
  },
  PUBLIC_ORIGIN: {
    ...origin,
    isEssential: true,
    otherwise: 'the host that each request names',
    meaning: 'Origin that browsers see, when a proxy stands in front.',
  },
  TLS_CERT: { ...path, isEssential: true, otherwise: 'plain HTTP', meaning: 'Certificate chain (PEM file).' },
  TLS_KEY: {
    ...path,
    isEssential: true,
    otherwise: 'plain HTTP',
    meaning: 'Private key of the certificate (PEM file).',
  },
  SELF_SIGNED: {
    ...onOff,
    isEssential: true,
    otherwise: '`0`',
    meaning: 'Make a certificate at first start, for trying out in a local network. Browsers will warn.',
  },
  TURN_URLS: {
    ...relayUrls,
    isEssential: true,
    otherwise: 'the server runs its own relay',
    meaning: 'Relays run elsewhere, best first. Needs `SOTTO_TURN_SECRET`.',
  },
  TURN_SECRET: {
    ...secret,
    isEssential: true,
    otherwise: 'generated at first start',
    meaning: 'Secret shared with the relay (`static-auth-secret` of coturn).',
  },
  RELAY_IP: {
    ...ipAddress,
    isEssential: true,
    otherwise: 'the first address that is not a loopback',
    meaning: 'Address on which the own relay relays.',
  },
  RELAY: { ...onOff, isEssential: false, otherwise: '`1`', meaning: 'Whether there is a relay at all.' },
  RELAY_EXTERNAL_IP: {
    ...ipAddress,
    isEssential: false,
    otherwise: 'the same as `SOTTO_RELAY_IP`',
    meaning: 'Public address in front of the relay, when a router translates addresses.',
  },
  RELAY_PORTS: {
    ...portRange,
    isEssential: false,
    otherwise: '`49152-65535`',
    meaning: 'UDP ports of relayed traffic; open them in the firewall.',
  },
  RELAY_PROGRAM: {
    ...path,
    isEssential: false,
    otherwise: '`turnserver` found on `PATH`',
    meaning: 'The relay program (coturn).',
  },
  TURN_PORT: {
    ...numberFrom(1, 65_535),
    isEssential: false,
    otherwise: 'the first free one from `3478` up',
    meaning: 'Port on which the own relay listens, UDP and TCP.',
  },
  TRUST_PROXY: {
    ...onOff,
    isEssential: false,
    otherwise: '`0`',
    meaning: 'Count clients by the last `X-Forwarded-For` entry. Only behind a proxy that writes it.',
  },
  WEB_DIR: {
    ...path,
    isEssential: false,
    otherwise: 'the built app beside the server',
    meaning: 'Directory of the web app.',
  },
  SOURCE_URL: {
    ...webAddress,
    isEssential: false,
    otherwise: 'the source that the web app was built from, which the build packs beside it',
    meaning: 'Where users find the source of this copy: the licence asks for it. The settings link to it.',
  },
  MAILBOX_BLOBS: {
    ...numberFrom(1, 1_000_000),
    isEssential: false,
    otherwise: '`2000`',
    meaning: 'Most messages that wait in one mailbox.',
  },
  MAILBOX_BYTES: {
    ...numberFrom(65_536, 1_000_000_000_000),
    isEssential: false,
    otherwise: '`4194304`',
    meaning: 'Most bytes that wait in one mailbox.',
  },
  MAILBOX_DAYS: {
    ...numberFrom(30, 36_500),
    isEssential: false,
    otherwise: '`365`',
    meaning: 'Days after which a mailbox is removed whose owner was never there meanwhile.',
  },
  STORAGE_BYTES: {
    ...numberFrom(1_048_576, 1_000_000_000_000_000),
    isEssential: false,
    otherwise: '`10000000000`',
    meaning:
      'Bytes in use in the database from which on no new mailboxes and messages are taken; the log says `storageFull`.',
  },
  RATE_MAILBOX_SENDS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`600`',
    meaning: 'Messages into one mailbox per minute; as many may come at once.',
  },
  RATE_SENDS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`6000`',
    meaning: 'Messages from one address per minute.',
  },
  RATE_REQUESTS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`6000`',
    meaning: 'Other requests and new sockets from one address per minute.',
  },
  RATE_MAILBOXES: {
    ...perMinute,
    isEssential: false,
    otherwise: '`30`',
    meaning: 'New mailboxes from one address per minute.',
  },
  RATE_LINKS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`30`',
    meaning: 'New call links from one address per minute.',
  },
  RATE_KNOCKS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`60`',
    meaning: 'Attempts to join link calls from one address per minute.',
  },
  RATE_RELAYS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`120`',
    meaning:
      'Credentials for the relay to one address per minute. Each connection of a call takes one: eight people in one link call take 56.',
  },
  RATE_NOTES: {
    ...perMinute,
    isEssential: false,
    otherwise: '`6`',
    meaning: 'Notes left for hosts at call links from one address per minute.',
  },
  ROOM_PEOPLE: {
    ...numberFrom(2, 32),
    isEssential: false,
    otherwise: '`8`',
    meaning: 'Most people in one link call, whatever its host allows.',
  },
  LOBBY_PEOPLE: {
    ...numberFrom(1, MAX_LOBBY_PEOPLE),
    isEssential: false,
    otherwise: '`32`',
    meaning: 'Most people who wait to be let into one link call.',
  },
  MAX_SOCKETS_PER_ADDRESS: {
    ...perMinute,
    isEssential: false,
    otherwise: '`500`',
    meaning: 'Sockets from one address at the same time.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** A name in {@link SETTINGS}. */
export type SettingName = keyof typeof SETTINGS;

/** The variable's full name. */
export function settingToVariable(name: string): string {
  return `${PREFIX}${name}`;
}

/** The setting's name in a variable's, or undefined for variables that are not the server's business. */
export function variableToSetting(variable: string): string | undefined {
  return variable.startsWith(PREFIX) ? variable.slice(PREFIX.length) : undefined;
}
