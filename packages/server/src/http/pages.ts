/** Which paths are the app's own: the server answers them all with the same page, which shows the right screen. */

/** Whether the app has a screen at this path. Anything else that is no file is not found. */
export function isAppPath(path: string): boolean {
  // Keyboards begin with a capital, and some programs end what they send on with a slash.
  const plain = path.replace(/(?<=[^/])\/$/, '').toLowerCase();
  return APP_PATHS.has(plain) || /^\/c\/[^/]+$/.test(path);
}

const APP_PATHS: ReadonlySet<string> = new Set([
  '/',
  '/invite',
  '/settings',
  '/calls',
  '/check',
  '/video',
  '/voice',
]);
