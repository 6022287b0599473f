/** The built web app: built again only when something that goes into it has changed. */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runOrStop } from './run.mjs';
import { ROOT, step } from './say.mjs';

const SOURCES = [
  'package-lock.json',
  'packages/protocol/src',
  'packages/core/src',
  'packages/web/src',
  'packages/web/build',
  'packages/web/public',
  'packages/web/index.html',
  'packages/web/package.json',
  'packages/web/vite.config.ts',
  'patches',
];
const PRODUCT = 'packages/web/dist/index.html';
const STAMP = 'node_modules/.cache/sotto/web-build';

/**
 * Builds the web app unless the last build is of the same sources.
 * @param {string} node - the program that runs the build
 */
export async function ensureWebBuild(node) {
  const hash = await hashOf(SOURCES);
  if ((await readText(STAMP)) === hash && (await isThere(PRODUCT))) return;
  await step('building the web app', () =>
    runOrStop(
      node,
      [fileURLToPath(new URL('node_modules/vite/bin/vite.js', ROOT)), 'build'],
      'The sources do not build.',
      {
        cwd: fileURLToPath(new URL('packages/web/', ROOT)),
        env: { NODE_ENV: 'production' },
      },
    ),
  );
  await mkdir(new URL('.', new URL(STAMP, ROOT)), { recursive: true });
  await writeFile(new URL(STAMP, ROOT), hash);
}

/**
 * A hash over the names and contents of all files below these places; tests do not count.
 * @param {readonly string[]} places
 */
async function hashOf(places) {
  const files = (await Promise.all(places.map(filesBelow))).flat().filter(file => !file.includes('.test.'));
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(new URL(file, ROOT)));
  return hash.digest('hex');
}

/**
 * @param {string} place
 * @returns {Promise<string[]>}
 */
async function filesBelow(place) {
  const entries = await readdir(new URL(`${place}/`, ROOT), { withFileTypes: true, recursive: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return (await isThere(place)) ? [place] : [];
  const root = fileURLToPath(ROOT);
  return entries
    .filter(entry => entry.isFile())
    .map(entry => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(root.length));
}

/** @param {string} path */
function readText(path) {
  return readFile(new URL(path, ROOT), 'utf8').catch(() => undefined);
}

/** @param {string} path */
function isThere(path) {
  return access(new URL(path, ROOT)).then(
    () => true,
    () => false,
  );
}
