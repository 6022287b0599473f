/** Runs other programs. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, Stop } from './say.mjs';

/**
 * What a finished program left.
 * @typedef {{ readonly status: number, readonly output: string }} Finished
 */

/**
 * Runs a program to its end and keeps what it printed (both streams, in order of arrival).
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ readonly cwd?: string, readonly env?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<Finished>} status 127 if the program cannot be started
 */
export function runQuietly(program, args, options = {}) {
  return new Promise(resolve => {
    /** @type {string[]} */
    const parts = [];
    const child = spawn(program, args, {
      cwd: options.cwd ?? fileURLToPath(ROOT),
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', part => parts.push(String(part)));
    child.stderr.on('data', part => parts.push(String(part)));
    child.once('error', error => resolve({ status: 127, output: error.message }));
    child.once('close', status => resolve({ status: status ?? 1, output: parts.join('') }));
  });
}

/**
 * Runs a program to its end with the terminal as its own.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit status
 */
export function runInTerminal(program, args) {
  return new Promise(resolve => {
    const child = spawn(program, args, { cwd: fileURLToPath(ROOT), stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('close', status => resolve(status ?? 1));
  });
}

/**
 * Runs a program that must succeed; otherwise stops with the end of what it printed and the advice.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} advice - what the person can do
 * @param {{ readonly cwd?: string, readonly env?: Readonly<Record<string, string>> }} [options]
 */
export async function runOrStop(program, args, advice, options) {
  const { status, output } = await runQuietly(program, args, options);
  if (status === 0) return;
  const end = output.trimEnd().split('\n').slice(-25).join('\n');
  throw new Stop(`${[program, ...args].join(' ')} failed (status ${status}).\n${end}\n${advice}`);
}

/**
 * The full path of the first of these programs that is installed.
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findProgram(names) {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const directories = [...path, '/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin'];
  return names.flatMap(name => directories.map(directory => join(directory, name))).find(isExecutable);
}

/**
 * Whether this file exists and may be run.
 * @param {string} file
 */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
