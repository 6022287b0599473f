/** Everything between `git clone` and a program that can run, in the order in which it depends on itself. */
import { fileURLToPath } from 'node:url';
import { findNode } from './nodeRuntime.mjs';
import { ensurePackages } from './packages.mjs';
import { runOrStop } from './run.mjs';
import { ROOT } from './say.mjs';
import { ensureWebBuild } from './webBuild.mjs';

/**
 * Packages and their patches.
 * @returns {Promise<string>} the Node that runs the second stage
 */
export async function preparePackages() {
  await ensurePackages();
  const node = await findNode();
  await applyPatches(node);
  return node;
}

/**
 * Packages, patches and the built web app.
 * @returns {Promise<string>} the Node that runs the second stage
 */
export async function prepareAll() {
  const node = await preparePackages();
  await ensureWebBuild(node);
  return node;
}

/** @param {string} node */
async function applyPatches(node) {
  const script = fileURLToPath(new URL('scripts/applyPatches.ts', ROOT));
  await runOrStop(
    node,
    [script],
    'Remove node_modules and start again: the packages are installed afresh then.',
  );
}
