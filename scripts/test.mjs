/**
 * `npm test`: everything that must hold. Checks first (types, lint, unused code, build), then every test of every
 * package. The last line counts what ran; the exit status is 1 if anything failed.
 */
import { preparePackages } from './prepare/prepare.mjs';
import { runInTerminal, runQuietly } from './prepare/run.mjs';
import { launch, Stop, say, seconds } from './prepare/say.mjs';
import { CHROMIUM, COTURN, OPENSSL, requirePrograms } from './prepare/systemPrograms.mjs';
import { ensureWebBuild } from './prepare/webBuild.mjs';

await launch(async () => {
  const node = await preparePackages();
  await requirePrograms([COTURN, CHROMIUM, OPENSSL]);
  const checks = [
    await check('types', () => runQuietly('npm', ['run', '--silent', 'typecheck'])),
    await check('lint', () => runQuietly('npm', ['run', '--silent', 'lint'])),
    await check('unused code', () => runQuietly('npm', ['run', '--silent', 'unused'])),
    await check('build', () => build(node)),
  ];
  const failed = checks.filter(isRight => !isRight).length;
  return runInTerminal(node, [
    'scripts/runTests.ts',
    `--checks=${checks.length - failed},${failed}`,
    ...process.argv.slice(2),
  ]);
});

/**
 * Runs one check and prints what it found only if it failed.
 * @param {string} name
 * @param {() => Promise<import('./prepare/run.mjs').Finished>} action
 * @returns {Promise<boolean>} whether it passed
 */
async function check(name, action) {
  const began = Date.now();
  const { status, output } = await action();
  if (status !== 0) say(output.trimEnd());
  say(`${status === 0 ? '✓' : '✗'} ${name} (${seconds(began)})`);
  return status === 0;
}

/** @param {string} node */
async function build(node) {
  try {
    await ensureWebBuild(node);
    return { status: 0, output: '' };
  } catch (error) {
    if (error instanceof Stop) return { status: 1, output: error.message };
    throw error;
  }
}
