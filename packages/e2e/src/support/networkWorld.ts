/**
 * Two people in two networks of their own and the server with its relay in a third, so that cables can be pulled,
 * addresses changed and ways switched under a running call. Measures how long media stays away.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, launchChromium } from './chromium.ts';
import { writeCounterVideo } from './counterVideo.ts';
import { createNetworks, type PersonNetwork, SERVER_ADDRESS, writeChromiumStarter } from './namespaces.ts';
import { readPeerCounters, recordPeers } from './peerRecorder.ts';
import { createPerson, type Person } from './person.ts';
import { type ServerProcess, startServerProcess } from './realServer.ts';
import { writeToneAudio } from './toneAudio.ts';
import { ADA, BEN, type Character } from './world.ts';

/** Two people in networks of their own. They know each other. */
export interface NetworkWorld extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly ada: Person;
  readonly ben: Person;
  readonly adasNetwork: PersonNetwork;
  readonly bensNetwork: PersonNetwork;
  /** Kills the relay; the server starts another one. */
  killRelay(): Promise<void>;
}

/** Makes the networks, starts the server and both browsers; both people have met. */
export async function createNetworkWorld(): Promise<NetworkWorld> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'sotto-networks-'));
  stack.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const networks = stack.use(await createNetworks());
  const network = { namespace: networks.server, address: SERVER_ADDRESS };
  const server = stack.use(await startServerProcess({ network }));
  const open = (character: Character, { name }: PersonNetwork) =>
    openPerson(character, name, server.origin, directory, stack);
  const [adasNetwork, bensNetwork] = networks.people;
  const [ada, ben] = await Promise.all([open(ADA, adasNetwork), open(BEN, bensNetwork)]);
  await ben.accept(await ada.invite());
  await ada.open(BEN.name);
  await ben.seesNoMore('has not been here');
  const kept = stack.move();
  return {
    server,
    ada,
    ben,
    adasNetwork,
    bensNetwork,
    killRelay: async () =>
      void process.kill(Number(await readFile(join(server.dataDirectory, 'relay.pid'), 'utf8')), 'SIGKILL'),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function openPerson(
  character: Character,
  namespace: string,
  origin: string,
  directory: string,
  stack: AsyncDisposableStack,
): Promise<Person> {
  const chromium = stack.use(
    await launchChromium({
      starter: await writeChromiumStarter(namespace, findChromium(), stack),
      camera: await writeCounterVideo(directory, character.station),
      microphone: await writeToneAudio(directory, character.hertz),
      // Only an address that is trusted may use devices and keys; outside of tests that takes TLS.
      switches: [`--unsafely-treat-insecure-origin-as-secure=${origin}`],
    }),
  );
  const person = createPerson(await chromium.newPage());
  await recordPeers(person.page);
  await person.begin(origin, character.name);
  return person;
}

const LOOK_MS = 50;
const LIMIT_MS = 100_000;

/** Waits until both people receive new pictures and new sound; resolves with the moment (`performance.now()`). */
export async function awaitMedia(people: readonly Person[]): Promise<number> {
  const moments = await Promise.all(people.map(awaitMediaOf));
  return Math.max(...moments);
}

async function awaitMediaOf({ page }: Person): Promise<number> {
  const deadline = performance.now() + LIMIT_MS;
  let last = await readPeerCounters(page);
  while (performance.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    const next = await readPeerCounters(page);
    // A connection that replaces another one counts from zero.
    const isNew = next.pictures < last.pictures;
    if (!isNew && next.pictures > last.pictures && next.samples > last.samples) return performance.now();
    last = next;
  }
  throw new Error('no media came back');
}
