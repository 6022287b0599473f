/** What the operator decided, already validated. The environment is read in `readConfig.ts`. */
import type { MailboxQuota } from '../mailbox/acceptBlob.ts';

/** Limits against abuse; what is allowed in a minute may also come at once. */
export interface RateConfig {
  /** Blobs into one mailbox, per minute. */
  readonly sendsPerMailbox: number;
  /** Blobs from one address, per minute. */
  readonly sendsPerAddress: number;
  /** Other requests and new sockets from one address, per minute. */
  readonly requestsPerAddress: number;
  /** New mailboxes from one address, per minute. */
  readonly mailboxesPerAddress: number;
  /** New call links from one address, per minute. */
  readonly linksPerAddress: number;
  /** Attempts to join link calls from one address, per minute. */
  readonly knocksPerAddress: number;
  /** Credentials for the relay from one address, per minute. */
  readonly relaysPerAddress: number;
  /** Notes at links from one address, per minute. */
  readonly notesPerAddress: number;
  /** Sockets from one address at the same time. */
  readonly socketsPerAddress: number;
}

/** How many people link calls may have. */
export interface RoomConfig {
  /** In the call, whatever its host allows. */
  readonly people: number;
  /** In the lobby. */
  readonly lobbyPeople: number;
}

/** The certificate the server shows: given files, or one it makes itself. */
export type TlsConfig =
  | { readonly kind: 'files'; readonly certFile: string; readonly keyFile: string }
  | { readonly kind: 'selfSigned' };

/** The relay, as far as the operator decides it; without `isEnabled` calls have no relay of this host. */
export interface RelaySettings {
  readonly isEnabled: boolean;
  readonly urls?: readonly string[];
  readonly secret?: string;
  readonly port?: number;
  readonly relayIp?: string;
  readonly externalIp?: string;
  readonly portRange?: readonly [first: number, last: number];
  readonly program?: string;
}

/** Everything that can be configured. */
export interface ServerConfig {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Directory for the database, secrets and the lock; absolute. */
  readonly dataDirectory: string;
  /** Directory of the built web app; absolute. */
  readonly webDirectory: string;
  /** Origin that browsers see, when a proxy stands in front; without it, the request's own host. */
  readonly publicOrigin?: string;
  /** Where the source is, if not beside the web app. */
  readonly sourceUrl?: string;
  readonly tls?: TlsConfig;
  /** Whether `X-Forwarded-For` is believed. */
  readonly isProxyTrusted: boolean;
  readonly relay: RelaySettings;
  readonly quota: MailboxQuota;
  /** Most bytes in the database before nothing new is taken. */
  readonly storageBytes: number;
  /** Days without its owner after which a mailbox is removed. */
  readonly ownerDays: number;
  readonly rates: RateConfig;
  readonly room: RoomConfig;
}
