/**
 * Real networks inside one machine: a namespace for the server and one for each of two people, joined by virtual
 * cables. Every person has two ways to the server, a used one and a spare. Needs root and Linux.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where the server is found by everybody, whatever happens to the cables. */
export const SERVER_ADDRESS = '10.78.0.1';

/** One person's network. */
export interface PersonNetwork {
  readonly name: string;
  /** Pulls the cable in use, and puts it back. */
  pull(): Promise<void>;
  plug(): Promise<void>;
  /** Another address on the cable in use, as after a router's restart; the old one is gone. */
  changeAddress(): Promise<void>;
  /** Pulls the cable in use and plugs the spare one in: from Wi-Fi to mobile. */
  switchPath(): Promise<void>;
}

/** Three networks. */
export interface Networks extends AsyncDisposable {
  /** Name of the server's namespace. */
  readonly server: string;
  readonly people: readonly [PersonNetwork, PersonNetwork];
}

/** Why there can be no namespaces here; undefined where there can. On a build machine that is a failure. */
export async function reasonAgainstNamespaces(): Promise<string | undefined> {
  const reason = await tryNamespace();
  if (reason !== undefined && process.env['CI'] !== undefined)
    throw new Error(`Network namespaces must work on a build machine: ${reason}`);
  return reason;
}

async function tryNamespace(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `sotto${process.pid}t`;
  try {
    await ip('netns', 'add', name);
    await ip('-n', name, 'link', 'add', 'try0', 'type', 'veth', 'peer', 'name', 'try1');
    return undefined;
  } catch (problem) {
    return `this machine allows no network namespaces (${String(problem)})`;
  } finally {
    await removeNamespace(name);
  }
}

/** Makes the three networks and their cables. */
export async function createNetworks(): Promise<Networks> {
  const [server, first, second] = ['s', 'a', 'b'].map(letter => `sotto${process.pid}${letter}`) as [
    string,
    string,
    string,
  ];
  const dispose = async () => {
    for (const name of [server, first, second]) await removeNamespace(name);
  };
  try {
    for (const name of [server, first, second]) {
      await ip('netns', 'add', name);
      await ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    await ip('-n', server, 'address', 'add', `${SERVER_ADDRESS}/32`, 'dev', 'lo');
    return {
      server,
      people: [await joinPerson(server, first, 0), await joinPerson(server, second, 1)],
      [Symbol.asyncDispose]: dispose,
    };
  } catch (problem) {
    await dispose();
    throw problem;
  }
}

/** A program that starts Chromium inside a namespace: its path. */
export async function writeChromiumStarter(
  namespace: string,
  chromium: string,
  stack: AsyncDisposableStack,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-starter-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'chromium');
  await writeFile(file, `#!/bin/sh\nexec ip netns exec ${namespace} ${chromium} "$@"\n`, { mode: 0o755 });
  return file;
}

async function joinPerson(server: string, name: string, number: number): Promise<PersonNetwork> {
  const used = await layCable(server, name, 2 * number + 1);
  const spare = await layCable(server, name, 2 * number + 2);
  let current = used;
  let isMoved = false;
  await plug(name, current, 2);
  return {
    name,
    pull: () => ip('-n', name, 'link', 'set', current.device, 'down'),
    plug: () => plug(name, current, isMoved ? 3 : 2),
    changeAddress: async () => {
      await ip('-n', name, 'address', 'flush', 'dev', current.device);
      isMoved = !isMoved;
      await plug(name, current, isMoved ? 3 : 2);
    },
    switchPath: async () => {
      const before = current;
      current = before === used ? spare : used;
      isMoved = false;
      await ip('-n', name, 'link', 'set', before.device, 'down');
      await ip('-n', name, 'address', 'flush', 'dev', before.device);
      await plug(name, current, 2);
    },
  };
}

interface Cable {
  readonly device: string;
  /** First three bytes of its addresses. */
  readonly range: string;
}

async function layCable(server: string, name: string, number: number): Promise<Cable> {
  const device = `way${number}`;
  const far = `to${number}`;
  const range = `10.77.${number}`;
  await ip(
    'link',
    'add',
    'name',
    device,
    'netns',
    name,
    'type',
    'veth',
    'peer',
    'name',
    far,
    'netns',
    server,
  );
  await ip('-n', server, 'address', 'add', `${range}.1/24`, 'dev', far);
  await ip('-n', server, 'link', 'set', far, 'up');
  return { device, range };
}

/** A cable that is pulled loses its routes, so that plugging in gives them again. */
async function plug(name: string, { device, range }: Cable, last: number): Promise<void> {
  await ip('-n', name, 'address', 'replace', `${range}.${last}/24`, 'dev', device);
  await ip('-n', name, 'link', 'set', device, 'up');
  await ip('-n', name, 'route', 'replace', 'default', 'via', `${range}.1`, 'dev', device);
}

async function removeNamespace(name: string): Promise<void> {
  if (existsSync(`/run/netns/${name}`)) await ip('netns', 'delete', name);
}

async function ip(...words: readonly string[]): Promise<void> {
  await execute('ip', [...words]);
}
