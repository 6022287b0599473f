/** The Node that runs the second stage: version 26, which comes as an npm package for the usual platforms. */
import { fileURLToPath } from 'node:url';
import { isExecutable, runQuietly } from './run.mjs';
import { ROOT, Stop } from './say.mjs';

const NEEDED_MAJOR = 26;

/**
 * The full path of a Node that runs the project.
 * @returns {Promise<string>}
 */
export async function findNode() {
  const packaged = fileURLToPath(new URL('node_modules/.bin/node', ROOT));
  if (isExecutable(packaged) && (await majorOf(packaged)) >= NEEDED_MAJOR) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  throw new Stop(
    `There is no packaged Node ${NEEDED_MAJOR} for ${process.platform} ${process.arch}.\n` +
      `Install Node ${NEEDED_MAJOR} or newer yourself and start again with it.`,
  );
}

/** @param {string} program */
async function majorOf(program) {
  const { status, output } = await runQuietly(program, ['--version']);
  return status === 0 ? Number(output.replace(/^v/, '').split('.')[0]) : 0;
}
