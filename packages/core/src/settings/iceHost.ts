/**
 * The host of a STUN or TURN address: a name, an IPv4 address, or an IPv6 address in brackets (RFC 7064 and 7065
 * section 3.1, which take it from RFC 3986 section 3.2.2). Mirrors spec/relays.md, "Own servers".
 */

/**
 * The host as peer connections take it: names in lower case and, where they hold other letters than ASCII's, in their
 * encoded form; IPv6 addresses without brackets. Undefined when it is none.
 */
export function textToIceHost(text: string): string | undefined {
  if (text.startsWith('[')) {
    const address = /^\[([0-9A-Fa-f:.]+)\]$/.exec(text)?.[1];
    return address !== undefined && isIpv6(address) ? address.toLowerCase() : undefined;
  }
  const name = toAsciiName(text);
  if (name === undefined || name.length > 253) return undefined;
  return /(?:^|\.)\d+$/.test(name) ? ifValid(name, isIpv4) : ifValid(name, isHostName);
}

/** The host as it is written in an address. */
export function iceHostToText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Whether this is an IPv6 address that somebody forgot to put into brackets, with or without a port behind it. */
export function isBareIpv6(text: string): boolean {
  return isIpv6(text) || isIpv6(text.replace(/:\d+$/, ''));
}

function ifValid(name: string, isValid: (name: string) => boolean): string | undefined {
  return isValid(name) ? name : undefined;
}

/** Resolvers of peer connections know no letters beyond ASCII's; the platform's URL parser knows how to encode them. */
function toAsciiName(text: string): string | undefined {
  if (/^[\x21-\x7e]*$/.test(text)) return text.toLowerCase().replace(/\.$/, '');
  if (/[\p{Cc}\p{Z}\x21-\x2c/:-@[-^`{-~]/u.test(text)) return undefined;
  return URL.parse(`http://${text}/`)?.hostname.replace(/\.$/, '');
}

function isHostName(name: string): boolean {
  return name.split('.').every(label => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label));
}

/** Decimal only: shorter forms and other bases would be read differently by different resolvers. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291 section 2.2, without zones: they mean something on one machine only. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map((half, index) => countGroups(half, index === halves.length - 1));
  const [left, right] = counts;
  if (left === undefined) return false;
  if (halves.length === 1) return left === 8;
  return right !== undefined && left + right <= 7;
}

/** How many 16-bit groups there are; undefined when something else is there. An IPv4 tail counts as two. */
function countGroups(half: string, isLast: boolean): number | undefined {
  if (half === '') return 0;
  const groups = half.split(':');
  const tail = groups.at(-1) ?? '';
  const hasIpv4 = isLast && tail.includes('.');
  if (hasIpv4 && !isIpv4(tail)) return undefined;
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every(group => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return plain.length + (hasIpv4 ? 2 : 0);
}
