/** The `Host` a request names, checked before it is used in a header or given to the relay. */
import type { IncomingMessage } from 'node:http';

/** The host with its port as the client wrote it, or undefined when it is missing or not a plain host. */
export function requestToHost(request: IncomingMessage): string | undefined {
  const host = request.headers.host?.toLowerCase();
  return host !== undefined && /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/.test(host)
    ? host
    : undefined;
}

/** The host without its port; an IPv6 address keeps its brackets. */
export function hostToName(host: string): string {
  return host.replace(/:\d+$/, '');
}
