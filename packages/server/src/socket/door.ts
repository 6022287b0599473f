/** Decides at the door, before a WebSocket exists, who may open one (spec/socket.md, "Opening"). */
import type { IncomingMessage } from 'node:http';
import type { Context } from '../context.ts';
import { requestToAddress } from '../http/address.ts';
import { requestToHost } from '../http/host.ts';
import { isAllowedOrigin } from './origin.ts';

/** Path of the socket. */
export const SOCKET_PATH = '/socket';

/** Counts who is inside. */
export interface Door {
  /** The HTTP status line to refuse with, or undefined when the client may come in. */
  check(request: IncomingMessage): string | undefined;
  /** A client from this address came in. */
  entered(address: string): void;
  /** A client from this address left. */
  left(address: string): void;
  /** From now on nobody may come in. */
  shut(): void;
}

/** An open door with nobody inside. */
export function createDoor(context: Context): Door {
  const inside = new Map<string, number>();
  let isShut = false;
  return {
    check: request => {
      if (isShut) return '503 Service Unavailable';
      const status = checkRequest(request, context.config.publicOrigin);
      return status ?? checkCrowd(context, inside, requestToAddress(request, context.config.isProxyTrusted));
    },
    entered: address => void inside.set(address, (inside.get(address) ?? 0) + 1),
    left: address => {
      const rest = (inside.get(address) ?? 1) - 1;
      if (rest > 0) inside.set(address, rest);
      else inside.delete(address);
    },
    shut: () => {
      isShut = true;
    },
  };
}

function checkRequest(request: IncomingMessage, publicOrigin: string | undefined): string | undefined {
  if (request.url?.replace(/\?.*$/s, '') !== SOCKET_PATH) return '404 Not Found';
  const host = requestToHost(request);
  if (host === undefined) return '400 Bad Request';
  if (!isAllowedOrigin(request.headers.origin, host, publicOrigin)) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(one => one.trim());
  return offered.every(one => /^sotto\.v\d{1,4}$/.test(one)) ? undefined : '400 Bad Request';
}

function checkCrowd(
  { config, limits }: Context,
  inside: ReadonlyMap<string, number>,
  address: string,
): string | undefined {
  const isCrowded = (inside.get(address) ?? 0) >= config.rates.socketsPerAddress;
  return isCrowded || limits.requestsPerAddress.take(address) > 0 ? '429 Too Many Requests' : undefined;
}
