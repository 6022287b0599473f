/**
 * Seeded walks of two whole clients through everything that can happen to them, and what must hold in the end. A
 * failure names its seed; it is replayed by `node --test --test-name-pattern='walk 17$'` with this file.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import { assertAtRest, assertCallsOver, assertSameTexts } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import type { SeededRandom } from '../sim/seededRandom.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

/** More of them on request: `WALKS=400`. */
const WALKS = Number(process.env['WALKS'] ?? 40);
const STEPS = 30;

interface Step {
  readonly world: World;
  readonly person: Person;
  readonly random: SeededRandom;
  readonly count: number;
}

type Act = (step: Step) => unknown;

const isOpen = (person: Person) => person.isAlive();
const commands = (person: Person) => person.client().commands;

/** Each with its weight. Those of the first list need an open tab. */
const ACTS_OF_A_TAB: readonly (readonly [number, Act])[] = [
  [8, ({ person, count }) => commands(person).sendText(contactOf(person).id, `${person.name} ${count}`)],
  [3, ({ person, random }) => commands(person).call(contactOf(person).id, random.pick(['audio', 'video']))],
  [7, acceptAnything],
  [1, ({ person }) => onIncoming(person, id => commands(person).rejectCall(id))],
  [2, ({ person }) => onIncoming(person, id => commands(person).ignoreCall(id))],
  [3, ({ person }) => commands(person).endCall()],
  [2, ({ person, random }) => commands(person).setMicrophone(random.pick([true, false]))],
  [2, ({ person, random }) => commands(person).setCamera(random.pick([true, false]))],
  [1, ({ person, random }) => commands(person).changeSettings({ alwaysRelay: random.pick([true, false]) })],
  [1, ({ person, random }) => commands(person).changeSettings({ showRinging: random.pick([true, false]) })],
  [1, ({ person, count }) => commands(person).setName(`${person.name}, later called ${count}`)],
  [1, ({ person }) => commands(person).openConversation(contactOf(person).id)],
  [1, ({ person }) => commands(person).openConversation(undefined)],
  [1, ({ person }) => person.kill()],
  [2, killSoon],
];

const ACTS_OF_THE_WORLD: readonly (readonly [number, Act])[] = [
  [2, ({ world }) => world.server.setDown(true)],
  [4, ({ world }) => world.server.setDown(false)],
  [2, ({ person }) => person.setOnline(false)],
  [4, ({ person }) => person.setOnline(true)],
  [2, ({ world, random }) => world.network.cut(random.pick([true, false]))],
  [4, ({ world }) => world.network.mend()],
  [1, ({ world, random }) => world.network.hang(random.below(3))],
];

const PAUSES = [0, 3, 8, 20, 60, 200, 700, 3000, 12_000, 50_000, 400_000];

function acceptAnything({ person, random }: Step): unknown {
  const id = person.client().view().call?.callId ?? contactOf(person).acceptableCall;
  return id && commands(person).acceptCall(id, random.pick(['audio', 'video']));
}

type CallOf = NonNullable<ReturnType<typeof contactOf>['acceptableCall']>;

function onIncoming(person: Person, act: (id: CallOf) => unknown): unknown {
  const { call } = person.client().view();
  return call?.stage === 'incoming' ? act(call.callId) : undefined;
}

function killSoon({ person, random }: Step): void {
  const at = random.pick(['write', 'frame'] as const);
  const { writes, frames } = person.counts();
  const count = (at === 'write' ? writes : frames) + 1 + random.below(4);
  person.killAt({ at, count, when: random.pick(['before', 'after']) });
}

function pickAct(person: Person, random: SeededRandom): Act {
  if (!isOpen(person) && random.below(3) > 0) return ({ person: sleeper }) => sleeper.open();
  const acts = [...(isOpen(person) ? ACTS_OF_A_TAB : []), ...ACTS_OF_THE_WORLD];
  return random.pick(acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act)));
}

async function walk(seed: number): Promise<World> {
  const world = await createWorld(['Ann', 'Ben'], seed);
  const { random } = world;
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  for (let count = 1; count <= STEPS; count += 1) {
    const person = random.pick(world.people);
    // Not waited for: whatever it begins goes on while other things happen.
    void pickAct(person, random)({ world, person, random, count });
    await world.clock.advance(random.pick(PAUSES));
    assert.deepEqual(world.network.violations(), []);
  }
  return world;
}

/** Everything works again, and everybody is here and hangs up. */
async function comeHome(world: World): Promise<void> {
  world.network.mend();
  world.network.hang(0);
  world.server.setDown(false);
  for (const person of world.people) person.kill();
  // A will that a killed tab could not take back speaks once, of a call that is long over.
  await world.clock.advance(WILL_GRACE_MS);
  for (const person of world.people) {
    person.setOnline(true);
    await person.open();
  }
  for (let round = 0; round < 3; round += 1) {
    await world.clock.advance(30_000);
    for (const person of world.people) await commands(person).endCall();
  }
  await world.clock.advance(200_000);
}

async function assertStillWorks(world: World): Promise<void> {
  const [ann, ben] = world.people as [Person, Person];
  for (const person of world.people) {
    await commands(person).sendText(contactOf(person).id, 'in the end');
    await commands(person).changeSettings({ alwaysRelay: true, showRinging: true });
  }
  await commands(ann).call(contactOf(ann).id, 'audio');
  await world.clock.advance(2000);
  await acceptAnything({ world, person: ben, random: world.random, count: 0 });
  await world.clock.advance(2000);
  assert.deepEqual(
    world.people.map(person => person.client().view().call?.stage),
    ['inCall', 'inCall'],
  );
  await commands(ben).endCall();
  await world.clock.advance(30_000);
}

for (let seed = 1; seed <= WALKS; seed += 1) {
  test(`walk ${seed}`, async () => {
    const world = await walk(seed);
    await comeHome(world);
    await assertStillWorks(world);
    const [ann, ben] = world.people as [Person, Person];
    assertSameTexts(ann, ben);
    assertCallsOver(world);
    assertAtRest(world);
    assert.equal(contactOf(ann).name, ben.client().view().profile.name);
    assert.equal(contactOf(ben).name, ann.client().view().profile.name);
  });
}
