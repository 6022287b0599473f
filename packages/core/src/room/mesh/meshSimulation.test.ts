/**
 * Five people who come, go, crash and lose the network at random, each with a connection to each other. In the end all
 * who are there are connected with all, nothing is left of the others, and nobody thinks that it was attacked.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallSuite } from '../../group/roomMembers.testSupport.ts';
import { createMeshWorld, type MeshPerson, type MeshWorld } from '../../sim/meshWorld.ts';

const SEEDS = 5;
const ACTS = 25;
const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve'];

interface Somebody {
  readonly name: string;
  present: MeshPerson | undefined;
  isCut: boolean;
}

test(`${SEEDS} seeds: all who are there are connected with all`, async () => {
  const suite = await smallSuite();
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = await createMeshWorld(seed, 'open', suite);
    const people = NAMES.map((name): Somebody => ({ name, present: undefined, isCut: false }));
    for (let act = 0; act < ACTS; act++) {
      await doSomething(world, world.room.random.pick(people));
      await pass(world, people, world.room.random.below(4000));
    }
    await settle(world, people);
    check(people, world, seed);
  }
});

async function doSomething(world: MeshWorld, somebody: Somebody): Promise<void> {
  const { present } = somebody;
  if (present === undefined) {
    somebody.present = await world.enter(somebody.name);
    somebody.present.join();
    return;
  }
  const chance = world.room.random.below(10);
  if (somebody.isCut) {
    present.comeBack();
    somebody.isCut = false;
  } else if (chance < 4) {
    present.cutOff();
    somebody.isCut = true;
  } else if (chance < 6) {
    present.crash();
    somebody.present = undefined;
  } else if (chance < 8) {
    present.room.leave();
    somebody.present = undefined;
  } else {
    world.network.cut(chance === 8);
    await world.flow(1000);
    world.network.mend();
  }
}

/** The driver's part: whoever comes in says what it sends, again in each new seat. */
async function pass(world: MeshWorld, people: readonly Somebody[], ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    for (const { present } of people) present?.send({});
    await world.flow(Math.min(left, 500));
  }
}

async function settle(world: MeshWorld, people: readonly Somebody[]): Promise<void> {
  for (const somebody of people) {
    if (somebody.isCut) somebody.present?.comeBack();
    somebody.isCut = false;
  }
  for (let second = 0; second < 60; second++) {
    for (const { present } of people) present?.send({});
    await world.clock.advance(1000);
  }
  await pass(world, people, 2000);
}

function check(people: readonly Somebody[], world: MeshWorld, seed: number): void {
  const present = people.flatMap(each => each.present ?? []);
  for (const person of present) {
    const view = person.room.view();
    assert.equal(view.people.length, present.length, `seed ${seed}: ${person.name}`);
    for (const { seat, isMe, name } of view.people)
      if (!isMe)
        assert.equal(person.mesh.facts(seat)?.way, 'connected', `seed ${seed}: ${person.name}, ${name}`);
    assert.equal(person.mesh.droppedFrames(), 0, `seed ${seed}: ${person.name}`);
  }
  assert.equal(world.network.open(), present.length * (present.length - 1), `seed ${seed}`);
  assert.deepEqual(world.network.violations(), [], `seed ${seed}`);
}
