/** Holding a call, sharing a screen and comparing the code, between two engines (spec/call.md). Time is simulated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, connect, stages, view } from '../sim/callStory.ts';
import { createFakeCallWorld, type FakeCallWorld, type FakeClient } from '../sim/fakeCallWorld.ts';

test('a call that is held sends nothing both ways, and both see so; resumed, it is as it was before', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = await connect(world, 'video');
  alice.engine().setMicrophone(false);
  await clock.advance(200);
  assert.ok(alice.engine().hold().ok);
  await clock.advance(200);
  assert.deepEqual(alice.media.open(), [], 'nothing is captured');
  assert.deepEqual([view(alice)?.mine.held, view(bob)?.theirs?.held], [true, true]);
  assert.deepEqual(sending(world), [], 'nothing is sent by either side');
  assert.deepEqual(bob.media.open(), ['camera', 'microphone'], 'the one who is held keeps the devices');
  await clock.advance(600_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  assert.ok(alice.engine().resume(callId).ok);
  await clock.advance(300);
  assert.deepEqual(alice.media.open(), ['camera'], 'still muted');
  assert.equal(view(bob)?.theirs?.held, false);
  assert.deepEqual(sending(world), ['camera', 'camera', 'microphone']);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('both hold; one resumes: nothing flows until the other does, too', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = await connect(world);
  alice.engine().hold();
  bob.engine().hold();
  await clock.advance(200);
  alice.engine().resume(callId);
  await clock.advance(300);
  assert.deepEqual(sending(world), []);
  bob.engine().resume(callId);
  await clock.advance(300);
  assert.deepEqual(sending(world), ['microphone', 'microphone']);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('a held call that is ended by the contact is over, and one that is held can be hung up', async () => {
  for (const who of ['alice', 'bob'] as const) {
    const world = createFakeCallWorld();
    await connect(world);
    world.alice.engine().hold();
    await world.clock.advance(200);
    world[who].engine().endCall();
    await world.clock.advance(200);
    assert.deepEqual(stages(world), ['ended', 'ended']);
    await assertQuiet(world);
  }
});

test('a path that is lost during a hold comes back, and the hold stays', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = await connect(world);
  alice.engine().hold();
  world.network.cut(false);
  await clock.advance(20_000);
  world.network.mend();
  await clock.advance(30_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  assert.deepEqual([view(alice)?.mine.held, view(bob)?.theirs?.held], [true, true]);
  assert.deepEqual(sending(world), []);
  alice.engine().resume(callId);
  await clock.advance(300);
  assert.deepEqual(sending(world), ['microphone', 'microphone']);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('only a call with media can be held, and only a held one resumed', async () => {
  const world = createFakeCallWorld();
  const { alice } = world;
  assert.deepEqual(alice.engine().hold(), { ok: false, code: 'noSuchCall' });
  const callId = await connect(world);
  assert.deepEqual(alice.engine().resume(callId), { ok: false, code: 'noSuchCall' });
  alice.engine().endCall();
  await assertQuiet(world);
});

test('a shared screen is sent with its sound and told; it ends with the browser’s own button', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  alice.engine().setScreen(true);
  await clock.advance(300);
  assert.equal(view(bob)?.theirs?.screen, true);
  assert.deepEqual(sending(world), ['microphone', 'microphone', 'screen', 'screenSound']);
  alice.media.unplug('screen');
  await clock.advance(200);
  assert.equal(view(bob)?.theirs?.screen, false);
  assert.deepEqual(sending(world), ['microphone', 'microphone']);
  alice.media.set('screen', 'refused');
  alice.engine().setScreen(true);
  await clock.advance(300);
  assert.equal(view(alice)?.mine.screen, false, 'a person who picks none shares none');
  alice.media.set('screen', 'works');
  alice.engine().setScreen(true);
  await clock.advance(300);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('both read the same verification code', async () => {
  const world = createFakeCallWorld();
  await connect(world);
  const code = view(world.alice)?.verificationCode;
  assert.ok(code !== undefined && code !== '');
  assert.equal(view(world.bob)?.verificationCode, code);
  world.alice.engine().endCall();
  assert.equal(view(world.alice)?.verificationCode, undefined);
  await assertQuiet(world);
});

/** Everything that both put on their connections and did not take off. */
function sending({ alice, bob }: FakeCallWorld): readonly string[] {
  return [alice, bob].flatMap(sentBy).sort();
}

function sentBy({ traffic }: FakeClient): readonly string[] {
  const sent = new Set<string>();
  for (const line of traffic) {
    const [, verb, slot = '', isThere] = line.split(' ');
    if (verb === 'open') sent.clear();
    if (verb === 'putTrack' && isThere === 'true') sent.add(slot);
    if (verb === 'putTrack' && isThere === 'false') sent.delete(slot);
  }
  return [...sent];
}
