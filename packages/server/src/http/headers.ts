/** The headers of every answer (spec/socket.md, "The page"): what the page may load, reach and use. */

/** Features the page uses, and only itself; everything else that asks for permission is refused outright. */
const ALLOWED_FEATURES = [
  'camera',
  'microphone',
  'display-capture',
  'autoplay',
  'fullscreen',
  'screen-wake-lock',
  'picture-in-picture',
  'speaker-selection',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'clipboard-write',
] as const;
const REFUSED_FEATURES = [
  'accelerometer',
  'geolocation',
  'gyroscope',
  'hid',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
] as const;

const PERMISSIONS_POLICY = [
  ...ALLOWED_FEATURES.map(feature => `${feature}=(self)`),
  ...REFUSED_FEATURES.map(feature => `${feature}=()`),
].join(', ');

/** Whether connections are encrypted, and for whom the page is. */
export interface HeaderFacts {
  /** Host the browser used, with its port. */
  readonly host: string;
  /** Whether browsers come over TLS, here or at a proxy in front. */
  readonly isSecure: boolean;
  /** Whether to tell browsers to insist on TLS; not with a certificate they cannot trust. */
  readonly isStrict: boolean;
}

/** Security headers for an answer to a page at this host. */
export function securityHeaders({ host, isSecure, isStrict }: HeaderFacts): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(host, isSecure),
    'Permissions-Policy': PERMISSIONS_POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(isStrict ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}

/**
 * Nothing inline, nothing evaluated, nothing from elsewhere. The socket is named outright, because not every
 * browser takes `'self'` to cover WebSockets (https://github.com/w3c/webappsec-csp/issues/7).
 */
function contentSecurityPolicy(host: string, isSecure: boolean): string {
  return [
    "default-src 'none'",
    // Argon2id, which guards the keys that leave a device, is WebAssembly inside our own scripts. This allows that,
    // and still no evaluation of text.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${isSecure ? 'wss' : 'ws'}://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
