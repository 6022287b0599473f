/** Ends a relay that a killed server left behind, so that the next one gets the usual port back. */
import { readdir, readFile } from 'node:fs/promises';
import type { RelayClock } from './relayConfig.ts';

const LIMIT_MS = 2_000;

/**
 * Ends the process named in `pidFile` if it is a relay started with `configFile`, and only then: process ids are
 * reused. Reads /proc; on a system without one nothing is ended and the next free port is taken.
 * @returns whether there was one.
 */
export async function endOrphan(pidFile: string, configFile: string, clock: RelayClock): Promise<boolean> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid < 2 || !(await isStartedWith(pid, configFile))) return false;
  process.kill(pid, 'SIGKILL');
  await waitUntilGone(pid, clock);
  return true;
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
