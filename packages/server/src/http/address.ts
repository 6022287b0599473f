/** The address of a client, only to count by: in memory, never stored or logged (spec/socket.md, "Limits"). */
import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * What to count a request under: an IPv4 address, or the /64 network of an IPv6 address, which is what one
 * subscriber has. Behind a trusted proxy it is the last `X-Forwarded-For` entry, the one that proxy wrote itself.
 */
export function requestToAddress(request: IncomingMessage, isProxyTrusted: boolean): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = isProxyTrusted ? lastForwarded(request) : undefined;
  return addressToNetwork(forwarded ?? direct);
}

/** The /64 of an IPv6 address; IPv4, also as `::ffff:…`, as it is; anything else is one common bucket. */
export function addressToNetwork(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(bare)) return bare;
  return isIPv6(bare) ? `${firstGroups(bare).join(':')}::/64` : 'unknown';
}

function lastForwarded(request: IncomingMessage): string | undefined {
  const header = request.headers['x-forwarded-for'];
  const last = (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim();
  return last === undefined || last === '' ? undefined : last;
}

function firstGroups(address: string): readonly string[] {
  const [head = '', tail = ''] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  // An embedded IPv4 address fills two groups.
  const written = before.length + after.length + (address.includes('.') ? 1 : 0);
  const groups = address.includes('::')
    ? [...before, ...Array<string>(8 - written).fill('0'), ...after]
    : before;
  return groups.slice(0, 4).map(group => group.replace(/^0+(?=.)/, ''));
}
