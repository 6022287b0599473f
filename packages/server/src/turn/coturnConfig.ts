/**
 * The text of coturn's configuration file: who may allocate, how much, and which peers a relay on this machine must
 * never reach. Option names: coturn 4.6 `turnserver.conf`. Mirrors spec/relays.md.
 */

/** Everything that varies between two installs. */
export interface CoturnSettings {
  /** Shared secret of the REST scheme. */
  readonly secret: string;
  /** Listening port for UDP and TCP, on every address of the machine. */
  readonly port: number;
  /** The address that relays, an IPv4 address of this machine. */
  readonly relayIp: string;
  /** The address that a router shows the world for `relayIp`. */
  readonly externalIp?: string;
  /** First and last relay port, inclusive. */
  readonly portRange: readonly [first: number, last: number];
  /** Files for TLS and its listening port; without it neither TLS nor DTLS is served. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly port: number };
  /** A directory only the server writes to, for the process id. */
  readonly directory: string;
  /** The unprivileged user to become, where the server runs as root. */
  readonly user?: string;
}

/** Allocations one credential may hold: a room of five with UDP and TCP each, through several network changes. */
const USER_QUOTA = 64;
/** Allocations altogether. */
const TOTAL_QUOTA = 4000;
/** Bytes per second and allocation, each way: video and a shared screen fit, a file server does not. */
const MAX_BYTES_PER_SECOND = 1_500_000;

/**
 * Ranges a stranger must not reach through us (IANA special-purpose registries, RFC 6890 and its updates). None may
 * begin with `::` itself: coturn takes that as "any address" of either family and then refuses every IPv4 peer.
 */
const DENIED_PEERS = [
  '0.0.0.0-0.255.255.255',
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  '192.0.0.0-192.0.0.255',
  '192.0.2.0-192.0.2.255',
  '192.88.99.0-192.88.99.255',
  '192.168.0.0-192.168.255.255',
  '198.18.0.0-198.19.255.255',
  '198.51.100.0-198.51.100.255',
  '203.0.113.0-203.0.113.255',
  '224.0.0.0-255.255.255.255',
  '::1-::ffff:ffff:ffff',
  '64:ff9b::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
  '100::-100::ffff:ffff:ffff:ffff',
  '2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
  '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
  '2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
] as const;

/** The complete file. Holds the secret: write it with mode 0600. */
export function coturnConfig(settings: CoturnSettings): string {
  return [
    ...listening(settings),
    ...access(settings),
    ...limits(settings),
    ...peers(settings),
    ...silence(settings),
    '',
  ].join('\n');
}

function listening(settings: CoturnSettings): readonly string[] {
  const relay = [`listening-port=${settings.port}`, `relay-ip=${settings.relayIp}`];
  const translated =
    settings.externalIp === undefined ? [] : [`external-ip=${settings.externalIp}/${settings.relayIp}`];
  const tls =
    settings.tls === undefined
      ? ['no-tls', 'no-dtls']
      : [
          `tls-listening-port=${settings.tls.port}`,
          `cert=${settings.tls.certFile}`,
          `pkey=${settings.tls.keyFile}`,
          'no-tlsv1',
          'no-tlsv1_1',
          'no-dtls',
        ];
  return [...relay, ...translated, ...tls];
}

function access(settings: CoturnSettings): readonly string[] {
  return [
    'use-auth-secret',
    `static-auth-secret=${settings.secret}`,
    'realm=sotto',
    'fingerprint',
    'stale-nonce=600',
    'no-cli',
    // Every answer to a stranger is kept as small as it can be, so that nobody is flooded through us.
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'no-software-attribute',
    'no-dynamic-ip-list',
    'no-dynamic-realms',
    'no-auth-pings',
    ...(settings.user === undefined ? [] : [`proc-user=${settings.user}`, `proc-group=${settings.user}`]),
  ];
}

function limits(settings: CoturnSettings): readonly string[] {
  return [
    `user-quota=${USER_QUOTA}`,
    `total-quota=${TOTAL_QUOTA}`,
    `max-bps=${MAX_BYTES_PER_SECOND}`,
    `min-port=${settings.portRange[0]}`,
    `max-port=${settings.portRange[1]}`,
  ];
}

/**
 * In a relay-only call each side's peer *is* the relay's own address, so that one must stay reachable, private or not
 * (coturn lets `allowed-peer-ip` win over `denied-peer-ip`).
 */
function peers(settings: CoturnSettings): readonly string[] {
  const own = [settings.relayIp, ...(settings.externalIp === undefined ? [] : [settings.externalIp])];
  return [
    'no-multicast-peers',
    'no-tcp-relay',
    ...(settings.relayIp.startsWith('127.') ? ['allow-loopback-peers'] : []),
    ...DENIED_PEERS.map(range => `denied-peer-ip=${range}`),
    ...own.map(address => `allowed-peer-ip=${address}`),
  ];
}

/**
 * coturn logs addresses and user names, so it gets nowhere to log to, and a database in memory: with a database that it
 * cannot open it refuses everybody, and its usual one belongs to the system's coturn.
 */
function silence(settings: CoturnSettings): readonly string[] {
  return [
    'no-stdout-log',
    'simple-log',
    'log-file=/dev/null',
    `pidfile=${settings.directory}/relay.pid`,
    'userdb=:memory:',
  ];
}
