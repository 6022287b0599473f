/** One WebSocket, reduced to frames. Reconnection is core's (`mailbox/connection.ts`). */
import type { Bytes } from '@sotto/protocol/bytes';

/** What a socket reports; after `closed` nothing more. */
export interface SocketHandlers {
  readonly opened: () => void;
  readonly frame: (frame: Bytes) => void;
  readonly closed: () => void;
}

/** An opening or open socket. */
export interface Socket {
  /** Sends a frame; silently dropped unless open. */
  send(frame: Bytes): void;
  /** Closes; `closed` is still reported. */
  close(): void;
}

/** Opens sockets to this client's one server. */
export interface SocketPort {
  open(handlers: SocketHandlers): Socket;
  /**
   * Reports that the network has changed or is back (`isCertain`), or may have: the page is looked at again. So waiting
   * can end early. Returns an unsubscriber.
   */
  onNetworkChange(listener: (isCertain: boolean) => void): () => void;
}
