/**
 * Seeded walks of two engines: random acts, delays, losses and crashes, and in the end nothing is left. A failure names
 * its seed, which replays it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeCallWorld, type FakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';
import { createSeededRandom, type SeededRandom } from '../sim/seededRandom.ts';

const WALKS = 200;
const STEPS = 25;

type Act = (world: FakeCallWorld, client: FakeClient, random: SeededRandom) => void | Promise<void>;

/** Each with its weight. */
const ACTS: readonly (readonly [number, Act])[] = [
  [4, (_, client, random) => void client.engine().placeCall(OTHER, random.pick(['audio', 'video']))],
  [
    6,
    (_, client, random) =>
      onIncoming(client, id => client.engine().accept(id, random.pick(['audio', 'video']))),
  ],
  [2, (_, client) => onIncoming(client, id => client.engine().accept(id, 'video', 'hold'))],
  [1, (_, client) => onIncoming(client, id => client.engine().reject(id))],
  [2, (_, client) => onIncoming(client, id => client.engine().ignore(id))],
  [2, (_, client) => void client.engine().endCall()],
  [2, (_, client, random) => void client.engine().setMicrophone(random.pick([true, false]))],
  [2, (_, client, random) => void client.engine().setCamera(random.pick([true, false]))],
  [3, (_, client) => void client.engine().hold()],
  [3, (_, client) => void resumeAny(client)],
  [2, (_, client, random) => void client.engine().setScreen(random.pick([true, true, false]))],
  [1, (_, client, random) => client.media.unplug(random.pick(['screen', 'screenSound']))],
  [1, (_, client) => void client.engine().chooseDevice('microphone', 'other')],
  [1, (_, client) => void client.engine().flipCamera()],
  [1, (_, client) => client.media.unplug('microphone')],
  [1, (_, client, random) => client.media.set('camera', random.pick(['works', 'busy', 'missing']))],
  [2, (_, client) => client.engine().networkChanged()],
  [2, (world, _, random) => world.network.cut(random.pick([true, false]))],
  [4, world => world.network.mend()],
  [2, (_, client, random) => client.setOnline(random.pick([true, true, false]))],
  [1, (world, _, random) => world.network.hang(random.below(3))],
  [1, crashAndReturn],
];

async function crashAndReturn(world: FakeCallWorld, client: FakeClient, random: SeededRandom): Promise<void> {
  client.crash();
  await world.clock.advance(random.pick([10, 3000, 30_000]));
  await client.start();
}

function resumeAny(client: FakeClient): void {
  const { call, heldCalls } = client.engine().views();
  for (const held of [call, ...heldCalls]) if (held !== undefined) client.engine().resume(held.callId);
}

function onIncoming(
  client: FakeClient,
  act: (id: Parameters<ReturnType<FakeClient['engine']>['reject']>[0]) => unknown,
) {
  const [pending] = [...client.stored.values()].filter(
    record => !record.item.mine && record.stage !== 'accepted',
  );
  if (pending !== undefined) act(pending.item.callId);
}

async function walk(seed: number): Promise<FakeCallWorld> {
  const world = createFakeCallWorld(seed);
  const random = createSeededRandom(seed * 7919);
  const acts = ACTS.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));
  for (let step = 0; step < STEPS; step += 1) {
    const client = random.pick([world.alice, world.bob]);
    await random.pick(acts)(world, client, random);
    await world.clock.advance(random.pick([0, 5, 30, 150, 1000, 4000, 40_000]));
    assertAlways(world);
  }
  return world;
}

/** The network works again, everybody hangs up and declines: all calls come to an end. */
async function finish(world: FakeCallWorld): Promise<void> {
  const clients = [world.alice, world.bob];
  world.network.mend();
  world.network.hang(0);
  for (const client of clients) client.setOnline(true);
  for (let round = 0; round < 3; round += 1) {
    await world.clock.advance(5000);
    for (const client of clients) client.engine().endCall();
  }
  await world.clock.advance(300_000);
  for (const client of clients) client.engine().endCall();
  await world.clock.advance(5000);
}

function assertAlways(world: FakeCallWorld): void {
  assert.deepEqual(world.network.violations(), []);
  for (const client of [world.alice, world.bob]) {
    const { call, waitingCalls, heldCalls } = client.engine().views();
    const isActive = call !== undefined && !['incoming', 'ended'].includes(call.stage);
    if (!isActive && call?.stage !== undefined) assert.notEqual(client.tone(), 'ringBack');
    assert.ok(waitingCalls.every(waiting => waiting.stage === 'incoming'));
    assert.ok(heldCalls.length <= 1 && heldCalls.every(held => held.mine.held));
    if (call === undefined) assert.deepEqual(client.media.open(), [], 'no device without a call');
    if (call?.mine.held) assert.deepEqual(client.media.open(), [], 'no device for a call that is held');
  }
}

function assertOver(world: FakeCallWorld): void {
  assert.equal(world.network.open(), 0, 'connections');
  assert.equal(world.clock.pending(), 0, 'timers');
  assert.equal(world.wills(), 0, 'wills');
  for (const client of [world.alice, world.bob]) {
    assert.equal(client.engine().views().call, undefined, 'screen');
    assert.equal(client.stored.size, 0, 'records');
    assert.equal(client.tone(), undefined, 'tone');
    assert.deepEqual(client.media.open(), [], 'devices');
    for (const item of client.items()) {
      const isOver = ['missed', 'rejected', 'ended', 'failed'].includes(item.status);
      assert.ok(isOver, `an item is ${item.status}`);
      assert.equal(item.acceptable, false);
      assert.equal(item.duration !== undefined, item.status === 'ended');
      assert.equal(item.failure !== undefined, item.status === 'failed');
    }
  }
  const all = [...world.alice.traffic, ...world.bob.traffic].join('\n');
  assert.doesNotMatch(all, /typ host|192\.168/);
}

/** After everything, a call can be made as on the first day. */
async function assertStillWorks({ clock, alice, bob }: FakeCallWorld): Promise<void> {
  const placed = alice.engine().placeCall(OTHER, 'video');
  assert.ok(placed.ok);
  await clock.advance(2000);
  assert.ok(bob.engine().accept(placed.value.callId, 'audio').ok);
  await clock.advance(1000);
  assert.equal(alice.engine().views().call?.stage, 'inCall');
  assert.equal(bob.engine().views().call?.stage, 'inCall');
}

for (let seed = 1; seed <= WALKS; seed += 1) {
  test(`walk ${seed}`, async () => {
    const world = await walk(seed);
    await finish(world);
    assertOver(world);
    await assertStillWorks(world);
  });
}
