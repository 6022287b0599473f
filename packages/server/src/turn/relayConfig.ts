/** What the operator can say about the relay, already validated, and what the relay needs from the server around it. */

/** How the relay is to be run. */
export interface RelayConfig {
  /** Where the generated secret and the written configuration live; exists already. */
  readonly dataDirectory: string;
  /** `TURN_URLS`: relays run by somebody else. Together with `secret` no process is started. */
  readonly urls?: readonly string[];
  /** `TURN_SECRET`: the secret shared with the relay; without it one is generated at first start. */
  readonly secret?: string;
  /** `TURN_PORT`: exactly this listening port; without it the first free one from `firstPort` up. */
  readonly port?: number;
  /** Where the search for a free port begins; 3478 without it. */
  readonly firstPort?: number;
  /** `RELAY_IP`: the address that relays; without it this machine's first address that is not a loopback. */
  readonly relayIp?: string;
  /** `TURN_EXTERNAL_IP`: the public address in front of `relayIp`, when a router translates addresses. */
  readonly externalIp?: string;
  /** First and last port of relayed traffic, inclusive; 49152–65535 without it. */
  readonly portRange?: readonly [first: number, last: number];
  /** Certificate and key files (PEM); with them TURN over TLS is offered too. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly port?: number };
  /** The relay program; `turnserver` found on PATH without it. */
  readonly program?: string;
}

/** The server's log, as far as the relay uses it. Never an address, a user name or a credential. */
export interface RelayLog {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** The server's clock, as far as the relay uses it. */
export interface RelayClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds; the returned function prevents it. */
  after(ms: number, action: () => void): () => void;
}
