/**
 * A relay that a killed server left behind: the next server goes on with it when nothing about it has changed, so that
 * calls in progress keep their path, and ends it otherwise, so that the usual port is free again.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import type { RelayClock } from './relayConfig.ts';

const LIMIT_MS = 2_000;

/**
 * The process named in `pidFile` if it is a relay started with `configFile`, and only then: process ids are reused.
 * Reads /proc; on a system without one nothing is found and the next free port is taken.
 */
export async function findOrphan(pidFile: string, configFile: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid < 2) return undefined;
  return (await isStartedWith(pid, configFile)) ? pid : undefined;
}

/** Ends a relay found by {@link findOrphan} and waits until its ports are free. */
export async function endOrphan(pid: number, clock: RelayClock): Promise<void> {
  signalProcess(pid, 'SIGKILL');
  await waitUntilGone(pid, clock);
}

/** Whether a process still runs. Its ports may be held a moment longer. */
export function isRunning(pid: number): boolean {
  return signalProcess(pid, 0);
}

/** Sends a signal; false if there is no such process any more. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Whether none of these files has changed since the relay read them, as told by the age of its process. */
export async function areFilesOlder(pid: number, files: readonly string[]): Promise<boolean> {
  try {
    const started = (await stat(`/proc/${pid}`)).ctimeMs;
    const times = await Promise.all(files.map(async file => (await stat(file)).mtimeMs));
    return times.every(time => time < started);
  } catch {
    return false;
  }
}

async function isStartedWith(pid: number, configFile: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(configFile);
}

/**
 * Its sockets close after its command line has vanished, so only the end of its last thread frees the port for sure.
 * A container's first process may never collect it: then it stays listed as a zombie, which holds nothing any more.
 */
async function waitUntilGone(pid: number, clock: RelayClock): Promise<void> {
  const deadline = clock.now() + LIMIT_MS;
  // No timer between two looks: the server's timers do not keep its process alive, and at start nothing else does.
  while (clock.now() < deadline && (await isHoldingPorts(pid)));
}

async function isHoldingPorts(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  if (threads.length !== 1) return threads.length > 1;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s*[ZX]/m.test(status);
}
