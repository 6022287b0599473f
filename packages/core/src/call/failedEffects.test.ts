/** A throw in a port must end the call it concerns, never the engine (spec/call.md, "Ends"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, connect, last, place, stages, view } from '../sim/callStory.ts';
import { createFakeCallWorld, type FakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';

const breaks = () => {
  throw new Error('broken');
};

/** Whoever asks for this client's settings fails; they are asked when a connection is opened. */
function breakSettings({ settings }: FakeClient): () => void {
  const { relayOnly } = settings;
  Object.defineProperty(settings, 'relayOnly', { get: breaks, configurable: true });
  return () => Object.defineProperty(settings, 'relayOnly', { value: relayOnly, writable: true });
}

/** A later call works as if nothing had been. */
async function assertWorksAgain(world: FakeCallWorld): Promise<void> {
  world.alice.engine().endCall();
  world.bob.engine().endCall();
  await world.clock.advance(1000);
  await connect(world);
  world.alice.engine().endCall();
  await assertQuiet(world);
}

test('devices that throw when they are opened are missing, like any that cannot be had', async () => {
  const world = createFakeCallWorld();
  const { capture } = world.alice.media;
  Object.assign(world.alice.media, { capture: breaks });
  await connect(world);
  assert.deepEqual(view(world.alice)?.problems, { microphone: 'failed' });
  world.alice.engine().endCall();
  Object.assign(world.alice.media, { capture });
  await assertWorksAgain(world);
});

test('an effect that throws ends the call it belongs to; the next one works', async () => {
  const world = createFakeCallWorld();
  const mend = breakSettings(world.alice);
  place(world.alice);
  await world.clock.advance(3000);
  assert.deepEqual(view(world.alice)?.ending, { kind: 'failed', failure: 'deviceFailed' });
  assert.equal(last(world.alice)?.failure, 'deviceFailed');
  assert.equal(last(world.bob), undefined);
  mend();
  await assertWorksAgain(world);
});

test('an effect that throws after the acceptance ends the call on both sides', async () => {
  const world = createFakeCallWorld();
  const callId = place(world.alice);
  await world.clock.advance(200_000);
  const mend = breakSettings(world.bob);
  assert.ok(world.bob.engine().accept(callId, 'audio').ok);
  await world.clock.advance(2000);
  assert.deepEqual(view(world.bob)?.ending, { kind: 'failed', failure: 'deviceFailed' });
  assert.deepEqual(view(world.alice)?.ending, { kind: 'failed', failure: 'deviceFailed' });
  mend();
  await assertWorksAgain(world);
});

test('a connection that throws when it is opened fails the call of whoever placed it', async () => {
  const world = createFakeCallWorld();
  world.network.refuse(1);
  place(world.alice);
  await world.clock.advance(3000);
  assert.deepEqual(view(world.alice)?.ending, { kind: 'failed', failure: 'deviceFailed' });
  await assertWorksAgain(world);
});

test('a connection that throws while it rings costs its preparation only', async () => {
  const world = createFakeCallWorld();
  const callId = place(world.alice);
  world.network.refuse(1);
  await world.clock.advance(2000);
  assert.equal(view(world.bob)?.stage, 'incoming');
  assert.ok(world.bob.engine().accept(callId, 'audio').ok);
  await world.clock.advance(2000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  world.alice.engine().endCall();
  await assertQuiet(world);
});

test('servers that the browser refuses fail the call instead of leaving it hanging', async () => {
  const world = createFakeCallWorld();
  world.network.refuseServers(5);
  place(world.alice);
  await world.clock.advance(3000);
  assert.deepEqual(view(world.alice)?.ending, { kind: 'failed', failure: 'deviceFailed' });
  await assertWorksAgain(world);
});

test('a listener that throws keeps nothing from the others, nor from later calls', async () => {
  const world = createFakeCallWorld();
  let told = 0;
  world.alice.engine().onChange(breaks);
  world.alice.engine().onChange(() => {
    told += 1;
  });
  assert.ok(world.alice.engine().placeCall(OTHER, 'audio').ok);
  assert.ok(told > 0);
  world.alice.engine().endCall();
  await assertWorksAgain(world);
});
