/** The npm packages: are they all here, in the versions of the lock file, and if not, `npm ci`. */
import { readFile } from 'node:fs/promises';
import { runOrStop } from './run.mjs';
import { ROOT, step } from './say.mjs';

/**
 * One entry of a lock file.
 * @typedef {{ readonly version?: string, readonly optional?: boolean, readonly peer?: boolean, readonly link?: boolean }} Locked
 */

/** Installs the packages unless they are here already. */
export async function ensurePackages() {
  if (await arePackagesInstalled()) return;
  await step('installing packages (npm ci)', () =>
    runOrStop(
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      'Check the network connection (a proxy is set with "npm config set proxy …"), then start again.',
    ),
  );
}

/** Whether npm's record of what it installed agrees with the lock file. */
async function arePackagesInstalled() {
  const [wanted, present] = await Promise.all([
    readPackages('package-lock.json'),
    readPackages('node_modules/.package-lock.json'),
  ]);
  return isEveryPackagePresent(wanted, present);
}

/**
 * Compares the two. Optional packages may be missing: most are for other platforms.
 * @param {Readonly<Record<string, Locked>>} wanted
 * @param {Readonly<Record<string, Locked>>} present
 */
export function isEveryPackagePresent(wanted, present) {
  return Object.entries(wanted).every(([place, locked]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
    const found = present[place];
    return found === undefined ? locked.optional === true : found.version === locked.version;
  });
}

/**
 * The entries of a lock file; none if there is no file.
 * @param {string} path
 * @returns {Promise<Readonly<Record<string, Locked>>>}
 */
async function readPackages(path) {
  const text = await readFile(new URL(path, ROOT), 'utf8').catch(() => '{}');
  return JSON.parse(text).packages ?? {};
}
