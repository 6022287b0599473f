/** What the launchers print: calm short lines, one per step, and what to do where something is missing. */

/** The project's root directory. */
export const ROOT = new URL('../../', import.meta.url);

/** A reason to stop that is told to the person without a stack trace. */
export class Stop extends Error {}

/**
 * Prints one line.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a step and prints its name, then how long it took.
 * @template Value
 * @param {string} name - what is being done, in the present ("building the web app")
 * @param {() => Promise<Value>} action
 * @returns {Promise<Value>}
 */
export async function step(name, action) {
  const began = Date.now();
  say(`… ${name}`);
  const value = await action();
  say(`✓ ${name} (${seconds(began)})`);
  return value;
}

/**
 * The time since a moment, in words.
 * @param {number} began - milliseconds since 1970
 */
export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/**
 * Runs a launcher; a failure ends the process with status 1 after saying what to do.
 * @param {() => Promise<number>} launcher - answers the exit status
 */
export async function launch(launcher) {
  try {
    process.exitCode = await launcher();
  } catch (error) {
    say(
      error instanceof Stop
        ? `✗ ${error.message}`
        : `✗ ${String(error instanceof Error ? error.stack : error)}`,
    );
    process.exitCode = 1;
  }
}
