/**
 * Five people who come, go, crash, lose the network and come back at random, as a seed has it; then all come in, and time
 * passes until everybody must be of one mind. Runs against any server that speaks the protocol.
 */
import assert from 'node:assert/strict';
import type { SeatId } from '@sotto/protocol/ids';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import type { FakeClock } from './fakeClock.ts';
import type { SeededRandom } from './seededRandom.ts';

/** Seeds on which a room must hold. */
export const ROOM_SEEDS = 20;

/** Somebody who has come to the link. */
export interface LivingPerson {
  readonly room: RunningRoomFace;
  /** The tab is gone without a word. */
  crash(): void | Promise<void>;
  cutOff(): void | Promise<void>;
  comeBack(): void | Promise<void>;
}

/** Where they live. */
export interface LivingWorld {
  readonly clock: FakeClock;
  readonly random: SeededRandom;
  arrive(name: string): Promise<LivingPerson>;
  /** The seats in the call, as the server counts them. */
  seats(): readonly SeatId[];
}

const MINUTES = 3;
const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'] as const;
const STEP_MS = 50;
/** The longest that a seat without a person can stay: the server's grace after a cut, and the members' own. */
const SETTLE_MS = 60_000;

interface Somebody {
  readonly name: string;
  present: LivingPerson | undefined;
  isCut: boolean;
  joinedAt: number | undefined;
}

/**
 * Three minutes of life, and rest. Returns how long each join took, in simulated milliseconds. Throws an
 * `AssertionError` unless all end in one call with one view, without a ghost and without a warning.
 */
export async function liveInRoom(world: LivingWorld, label: string): Promise<readonly number[]> {
  const people = PEOPLE.map(
    (name): Somebody => ({ name, present: undefined, isCut: false, joinedAt: undefined }),
  );
  const joins: number[] = [];
  await live(world, people, joins);
  await settle(world, people, joins);
  check(world, people, label);
  return joins;
}

/** The value below which a share of the joins lies. */
export function joinShare(joins: readonly number[], part: number): number {
  return joins.toSorted((one, other) => one - other)[Math.floor(part * joins.length)] ?? Infinity;
}

async function live(world: LivingWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
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

async function act(world: LivingWorld, somebody: Somebody): Promise<void> {
  const { present } = somebody;
  if (present === undefined) {
    somebody.present = await world.arrive(somebody.name);
    somebody.joinedAt = world.clock.now();
    somebody.present.room.join();
    return;
  }
  const dice = world.random.below(10);
  if (somebody.isCut) {
    await present.comeBack();
    somebody.isCut = false;
  } else if (dice < 5) {
    present.room.leave();
    Object.assign(somebody, { present: undefined, joinedAt: undefined });
  } else if (dice < 7) {
    await present.crash();
    Object.assign(somebody, { present: undefined, joinedAt: undefined });
  } else {
    await present.cutOff();
    Object.assign(somebody, { isCut: true, joinedAt: undefined });
  }
}

async function pass(world: LivingWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
  await world.clock.advance(STEP_MS);
  for (const somebody of people) {
    if (somebody.joinedAt === undefined || somebody.present?.room.view().stage !== 'inside') continue;
    joins.push(world.clock.now() - somebody.joinedAt);
    somebody.joinedAt = undefined;
  }
}

async function settle(world: LivingWorld, people: readonly Somebody[], joins: number[]): Promise<void> {
  for (const somebody of people.filter(({ isCut }) => isCut)) {
    await somebody.present?.comeBack();
    somebody.isCut = false;
  }
  for (const somebody of people.filter(({ present }) => present === undefined)) await act(world, somebody);
  for (let passed = 0; passed < SETTLE_MS; passed += STEP_MS) await pass(world, people, joins);
}

function check(world: LivingWorld, people: readonly Somebody[], label: string): void {
  const views = people.map(({ present }) => present?.room.view());
  const seats = [...world.seats()].sort();
  for (const [index, view] of views.entries()) {
    const who = `${label}, ${PEOPLE[index]}`;
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
