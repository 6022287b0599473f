/** Runs the second stage in the foreground: its output is ours, and a signal ends it cleanly, once. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from './say.mjs';

const PATIENCE_MS = 10_000;

/**
 * Runs a program until it ends.
 *
 * It gets a process group of its own: Ctrl-C in a terminal reaches this process twice (from the terminal and from npm),
 * and a server that is told twice to end believes the person is impatient.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit status; 0 if it ended because it was asked to
 */
export function supervise(program, args) {
  const child = spawn(program, args, {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let asked = false;
  const end = () => {
    if (asked) return;
    asked = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, end);
  return new Promise(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', (status, signal) => resolve(status ?? (asked && signal !== 'SIGKILL' ? 0 : 1)));
  });
}
