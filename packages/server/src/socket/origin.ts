/**
 * Which pages may open a socket (spec/socket.md, "Opening"). A browser always names the page's origin; another
 * site's page is refused. Programs that are no browsers name none and have no one else's authority to abuse.
 */

/** Whether a page of this `Origin` may connect to this `Host`. */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicOrigin: string | undefined,
): boolean {
  if (origin === undefined || origin === publicOrigin) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  return /^https?:$/.test(url.protocol) && url.host === hostWithoutDefaultPort(host, url.protocol);
}

/** As browsers write it: without `:443` for HTTPS and `:80` for HTTP. */
function hostWithoutDefaultPort(host: string, protocol: string): string {
  return host.replace(protocol === 'https:' ? /:443$/ : /:80$/, '');
}
