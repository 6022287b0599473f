/** A running program, whether this process started it or found it running. */
import { spawn } from 'node:child_process';
import { isRunning, signalProcess } from './orphan.ts';

/** A program from its start, or its discovery, to its end. */
export interface Program {
  /** Resolves when it has ended, or could not be started. */
  readonly ended: Promise<void>;
  /** Harmless when it has ended. */
  kill(signal: NodeJS.Signals): void;
}

/** How often a program that is not this process's child is looked after: nobody reports its end. */
const LOOK_MS = 250;

/** Starts a program of which nothing is read. */
export function spawnProgram(path: string, parameters: readonly string[]): Program {
  const child = spawn(path, parameters, { stdio: 'ignore' });
  const ended = new Promise<void>(resolve => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return { ended, kill: signal => void child.kill(signal) };
}

/** Follows a program that another process started. The timer keeps this process alive, as a child would. */
export function adoptProgram(pid: number): Program {
  let hasEnded = false;
  const ended = new Promise<void>(resolve => {
    const timer = setInterval(() => {
      hasEnded = !isRunning(pid);
      if (!hasEnded) return;
      clearInterval(timer);
      resolve();
    }, LOOK_MS);
  });
  return {
    ended,
    kill: signal => {
      // Its number may belong to another program by now.
      if (!hasEnded) signalProcess(pid, signal);
    },
  };
}
