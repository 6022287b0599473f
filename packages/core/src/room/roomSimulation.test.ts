/**
 * Five people who come, go, crash, lose the network and come back at random for three minutes of simulated time, on
 * twenty seeds. In the end there is one call with one view, and nobody in it who is not there.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../group/roomMembers.testSupport.ts';
import { createRoomWorld, type RoomPerson, type RoomWorld } from '../sim/roomWorld.ts';

const SEEDS = 20;
const MINUTES = 3;
const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;
const STEP_MS = 50;
/** The longest that a seat without a person can stay: the server's grace after a cut, and the members' own. */
const SETTLE_MS = 60_000;

interface Somebody {
  readonly name: string;
  present: RoomPerson | undefined;
  isCut: boolean;
  joinedAt: number | undefined;
}

test(`${SEEDS} seeds: one call, one view, no ghost`, async context => {
  const suite = await smallSuite();
  const joins: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = await createRoomWorld(seed, 'open', suite);
    const people = PEOPLE.map(
      (name): Somebody => ({ name, present: undefined, isCut: false, joinedAt: undefined }),
    );
    await live(world, people, joins);
    await settle(world, people, joins);
    check(world, people, seed);
  }
  joins.sort((a, b) => a - b);
  const share = (part: number) => joins[Math.floor(part * joins.length)];
  context.diagnostic(
    `${joins.length} joins: p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, at ${4 * 25} ms for two round trips`,
  );
  assert.ok((share(0.5) ?? Infinity) < 500);
});

async function live(world: RoomWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
  const end = world.clock.now() + MINUTES * 60_000;
  let next = 0;
  while (world.clock.now() < end) {
    if (world.clock.now() >= next) {
      await act(world, world.random.pick(people));
      // Often in quick succession, sometimes at the same instant.
      next = world.clock.now() + (world.random.below(3) === 0 ? 0 : world.random.below(4000));
    }
    await pass(world, people, joins);
  }
}

async function act(world: RoomWorld, somebody: Somebody): Promise<void> {
  const { present } = somebody;
  if (present === undefined) {
    somebody.present = await world.arrive(somebody.name);
    somebody.joinedAt = world.clock.now();
    somebody.present.room.join();
    return;
  }
  const dice = world.random.below(10);
  if (somebody.isCut) {
    present.comeBack();
    somebody.isCut = false;
  } else if (dice < 5) {
    present.room.leave();
    Object.assign(somebody, { present: undefined, joinedAt: undefined });
  } else if (dice < 7) {
    present.crash();
    Object.assign(somebody, { present: undefined, joinedAt: undefined });
  } else {
    present.cutOff();
    Object.assign(somebody, { isCut: true, joinedAt: undefined });
  }
}

async function pass(world: RoomWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
  await world.clock.advance(STEP_MS);
  for (const somebody of people) {
    if (somebody.joinedAt === undefined || somebody.present?.room.view().stage !== 'inside') continue;
    joins.push(world.clock.now() - somebody.joinedAt);
    somebody.joinedAt = undefined;
  }
}

async function settle(world: RoomWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
  for (const somebody of people.filter(({ isCut }) => isCut)) {
    somebody.present?.comeBack();
    somebody.isCut = false;
  }
  for (const somebody of people.filter(({ present }) => present === undefined)) await act(world, somebody);
  for (let passed = 0; passed < SETTLE_MS; passed += STEP_MS) await pass(world, people, joins);
}

function check(world: RoomWorld, people: readonly Somebody[], seed: number): void {
  const views = people.map(({ present }) => present?.room.view());
  const seats = [...world.server.seats()].sort();
  for (const [index, view] of views.entries()) {
    const who = `seed ${seed}, ${PEOPLE[index]}`;
    assert.equal(view?.stage, 'inside', who);
    assert.deepEqual(view.people.map(({ name }) => name).sort(), PEOPLE, who);
    assert.deepEqual(view.people.map(({ seat }) => seat).sort(), seats, who);
    assert.ok(
      view.people.every(({ isAway }) => !isAway),
      who,
    );
    assert.deepEqual(view.warnings, [], who);
    assert.equal(view.code, views[0]?.code, who);
  }
}
