/** What the rest of the server knows of a relay: is it there, and credentials for it. Mirrors spec/relays.md. */

/** Where and with what a client may allocate, for one call. */
export interface RelayCredentials {
  /** `turn:` and `turns:` URLs, best first (UDP, TCP, TLS). Never empty. */
  readonly urls: readonly string[];
  /** `expiry:opaqueId`; fresh for every request, so that the relay cannot link two calls. */
  readonly username: string;
  /** Base64 HMAC-SHA1 of the user name under the shared secret. */
  readonly credential: string;
  /** When the credentials end, milliseconds since 1970. */
  readonly expires: number;
}

/** A TURN server, run by this server or by somebody else. */
export interface Relay {
  /** Whether allocations can be expected to work now. */
  isReady(): boolean;
  /**
   * Fresh credentials, or undefined while no relay is ready.
   * @param host - the name by which the client reached this server, without a port; an IPv6 address may carry brackets.
   */
  credentials(host: string): RelayCredentials | undefined;
  /** Calls `listener` when `isReady` has changed. Returns an unsubscriber. */
  onChange(listener: () => void): () => void;
  /** Ends the relay's process if there is one; resolves when it is gone. */
  stop(): Promise<void>;
}
