/** Programs that no npm package brings: installed by apt-get where that is possible, else the command is told. */
import { findProgram, runQuietly } from './run.mjs';
import { Stop, say, step } from './say.mjs';

/**
 * A program of the operating system.
 * @typedef {object} SystemProgram
 * @property {readonly string[]} names - any of these on PATH will do
 * @property {string} purpose - what it is for, to be read after "for"
 * @property {string} debian - Debian's package
 * @property {string} brew - what follows "brew install"
 * @property {string} [service] - a system service of the package that would compete with ours
 */

/** @type {SystemProgram} */
export const COTURN = {
  names: ['turnserver'],
  purpose: 'the relay (without it, calls work only inside one network)',
  debian: 'coturn',
  brew: 'coturn',
  service: 'coturn',
};

/** @type {SystemProgram} */
export const CHROMIUM = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  purpose: 'the tests in a real browser',
  debian: 'chromium',
  brew: '--cask chromium',
};

/** @type {SystemProgram} */
export const OPENSSL = {
  names: ['openssl'],
  purpose: 'the tests of HTTPS',
  debian: 'openssl',
  brew: 'openssl',
};

/**
 * Installs what is missing where that is possible without asking.
 * @param {readonly SystemProgram[]} programs
 * @returns {Promise<readonly SystemProgram[]>} what is missing still; the command for it has been printed
 */
export async function ensurePrograms(programs) {
  const missing = programs.filter(program => !isInstalled(program));
  if (missing.length > 0 && canUseApt()) await installByApt(missing);
  const absent = missing.filter(program => !isInstalled(program));
  for (const program of absent)
    say(`! ${program.debian} is missing, for ${program.purpose}: ${commandFor(program)}`);
  return absent;
}

/**
 * As {@link ensurePrograms}, but stops where something stays missing.
 * @param {readonly SystemProgram[]} programs
 */
export async function requirePrograms(programs) {
  const absent = await ensurePrograms(programs);
  if (absent.length > 0) throw new Stop('Install what is missing with the commands above, then start again.');
}

/** @param {SystemProgram} program */
function isInstalled(program) {
  return findProgram(program.names) !== undefined;
}

function canUseApt() {
  return process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined;
}

/** @param {readonly SystemProgram[]} programs */
async function installByApt(programs) {
  const packages = programs.map(program => program.debian);
  await step(`installing ${packages.join(', ')} (apt-get)`, async () => {
    const install = ['install', '-y', '--no-install-recommends', ...packages];
    if ((await apt(install)).status === 0) return;
    await apt(['update']);
    const { status, output } = await apt(install);
    if (status !== 0) say(output.trimEnd().split('\n').slice(-5).join('\n'));
  });
  for (const { service } of programs) if (service !== undefined) await switchOff(service);
}

/** @param {readonly string[]} args */
function apt(args) {
  return runQuietly('apt-get', ['-q', ...args], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

/**
 * The package's own service would hold the port that our supervised process uses.
 * @param {string} service
 */
async function switchOff(service) {
  if (findProgram(['systemctl']) === undefined) return;
  const { status } = await runQuietly('systemctl', ['disable', '--now', service]);
  if (status === 0) say(`  (the system's own ${service} service is switched off: the server runs its own)`);
}

/** @param {SystemProgram} program */
function commandFor(program) {
  if (process.platform === 'darwin') return `brew install ${program.brew}`;
  return `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install ${program.debian}`;
}
