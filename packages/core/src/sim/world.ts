/**
 * A seeded world of whole clients: one clock, one mail server, one network of connections, and persons whose tabs
 * come and go. Cryptography is real, so time moves on only when none is under way.
 */
import type { ContactId } from '@sotto/protocol/ids';
import type { ContactView, ItemView } from '../client/view.ts';
import { countCryptoWork, settleCryptoWork } from './cryptoWork.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import type { StoredMailbox } from './fakeMailboxes.ts';
import { createFakeMailServer, type FakeMailServer } from './fakeMailServer.ts';
import { createFakePeerNetwork, type FakePeerNetwork } from './fakePeerConnection.ts';
import { createMemoryStore, type MemoryStore } from './memoryStore.ts';
import { LATENCY_MS, Person } from './person.ts';
import { createSeededRandom, type SeededRandom } from './seededRandom.ts';

/** The world. */
export interface World {
  readonly clock: FakeClock;
  readonly random: SeededRandom;
  readonly server: FakeMailServer;
  readonly network: FakePeerNetwork;
  readonly people: readonly Person[];
  /** Lets work finish by moving time on; undefined when it has not after `limit` milliseconds. */
  run<Value>(work: Promise<Value>, limit?: number): Promise<Value | undefined>;
  /** All that outlives the tabs, while none is open, for another world to begin with. */
  snapshot(): WorldSnapshot;
}

/** What a world begins with. */
export interface WorldSnapshot {
  readonly now: number;
  readonly mailboxes: readonly StoredMailbox[];
  readonly stores: readonly MemoryStore['tables'][];
}

/** How finely `run` moves time on, in milliseconds. */
const STEP_MS = 5;

/** A world of persons with open tabs. The same seed gives the same run. */
export async function createWorld(names: readonly string[], seed = 1): Promise<World> {
  const world = createSleepingWorld(names, seed);
  for (const person of world.people) await person.open();
  await world.clock.advance(200);
  return world;
}

/** A world in which no tab is open yet. */
export function createSleepingWorld(names: readonly string[], seed = 1, snapshot?: WorldSnapshot): World {
  countCryptoWork();
  const clock = createFakeClock(snapshot?.now, settleCryptoWork);
  const random = createSeededRandom(seed);
  const network = createFakePeerNetwork(random);
  const server = createFakeMailServer(clock, LATENCY_MS, snapshot?.mailboxes);
  const parts = { clock, random, network, server };
  const people = names.map(
    (name, index) => new Person(name, parts, createMemoryStore(snapshot?.stores[index])),
  );
  return {
    ...parts,
    people,
    run: (work, limit = 60_000) => run(clock, work, limit),
    snapshot: () => ({
      now: clock.now(),
      mailboxes: structuredClone(server.stored()),
      stores: structuredClone(people.map(person => person.stored())),
    }),
  };
}

/** Makes the second person the first one's contact, by invitation. Both must be online. */
export async function introduce(world: World, inviter: Person, invited: Person): Promise<void> {
  for (const person of [inviter, invited]) {
    if (person.client().view().phase === 'firstRun')
      await world.run(person.client().commands.setName(person.name));
  }
  const invitation = await world.run(inviter.client().commands.invite());
  if (!invitation?.ok) throw new Error('no invitation could be made');
  const accepted = await world.run(invited.client().commands.acceptInvitation(invitation.value.link));
  if (!accepted?.ok) throw new Error('the invitation could not be accepted');
  await world.clock.advance(500);
}

/** A person's contact of that name, as screens show it. Throws when there is none. */
export function contactOf(person: Person, name?: string): ContactView {
  const { contacts } = person.client().view();
  const found = name === undefined ? contacts[0] : contacts.find(contact => contact.name === name);
  if (found === undefined) throw new Error(`${person.name} has no contact ${name ?? ''}`);
  return found;
}

/** All stored items of a conversation, or of the only one, oldest first. */
export function itemsOf(person: Person, contact?: ContactId): readonly ItemView[] {
  const entries = [...(person.stored().get('items') ?? [])];
  const own = entries.filter(([key]) => contact === undefined || key.startsWith(`${contact}/`));
  return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value as ItemView);
}

async function run<Value>(clock: FakeClock, work: Promise<Value>, limit: number): Promise<Value | undefined> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  await clock.settle();
  for (let passed = 0; !isDone && passed < limit; passed += STEP_MS) await clock.advance(STEP_MS);
  return isDone ? work : undefined;
}
