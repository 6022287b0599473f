/** From the first ring to the end, between two engines, told as stories (spec/call.md). Time is simulated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import { assertQuiet, connect, last, place, stages, view } from '../sim/callStory.ts';
import { createFakeCallWorld } from '../sim/fakeCallWorld.ts';

test('an audio call', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  assert.equal(view(alice)?.stage, 'calling');
  assert.equal(last(alice)?.status, 'pending');
  await clock.advance(400);
  assert.deepEqual(stages(world), ['ringing', 'incoming']);
  assert.deepEqual([alice.tone(), bob.tone()], ['ringBack', 'ringTone']);
  assert.deepEqual([...bob.media.open()], [], 'nothing is captured while it rings');
  assert.equal(view(bob)?.loud, true);
  await clock.advance(2000);
  bob.engine().accept(callId, 'audio');
  await clock.advance(300);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  assert.deepEqual([alice.tone(), bob.tone()], [undefined, undefined]);
  assert.deepEqual([...alice.media.open(), ...bob.media.open()], ['microphone', 'microphone']);
  assert.deepEqual([last(alice)?.status, last(bob)?.status], ['inProgress', 'inProgress']);
  assert.equal(view(alice)?.theirs?.microphone, true);
  await clock.advance(10_000);
  assert.equal(view(alice)?.path, 'relay');
  alice.engine().endCall();
  await clock.advance(300);
  assert.deepEqual(view(alice)?.ending, { kind: 'hungUp', byMe: true });
  assert.deepEqual(view(bob)?.ending, { kind: 'hungUp', byMe: false });
  assert.equal(last(bob)?.status, 'ended');
  assert.ok(Math.abs((last(bob)?.duration ?? 0) - 10_000) < 500);
  alice.engine().endCall();
  assert.equal(view(alice), undefined);
  await assertQuiet(world);
});

test('accepting is fast: sound within three single ways once the transport is up', async () => {
  const world = createFakeCallWorld();
  const callId = place(world.alice);
  await world.clock.advance(2000);
  world.bob.engine().accept(callId, 'audio');
  await world.clock.advance(80 + 3 * 20);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
});

test('a video call, and one accepted without video that gets video later', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world, 'video', 'audio');
  assert.deepEqual([...alice.media.open()], ['camera', 'microphone']);
  assert.deepEqual([...bob.media.open()], ['microphone']);
  assert.equal(view(alice)?.theirs?.camera, false);
  bob.engine().setCamera(true);
  await clock.advance(500);
  assert.equal(view(alice)?.theirs?.camera, true);
  alice.engine().setMicrophone(false);
  await clock.advance(500);
  assert.deepEqual([...alice.media.open()], ['camera'], 'a muted microphone is let go');
  assert.equal(view(bob)?.theirs?.microphone, false);
  alice.engine().setMicrophone(true);
  await clock.advance(500);
  assert.equal(view(bob)?.theirs?.microphone, true);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('ringing becomes waiting; there is no time limit; the late acceptance gets a fresh connection', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(31_000);
  assert.deepEqual(stages(world), ['waiting', 'incoming']);
  await clock.advance(150_000);
  assert.equal(view(bob)?.loud, false);
  assert.equal(bob.tone(), undefined);
  assert.equal(world.network.open(), 0, 'the prepared connections are gone on both sides');
  await clock.advance(3_600_000);
  assert.equal(view(alice)?.stage, 'waiting');
  bob.engine().accept(callId, 'audio');
  await clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  alice.engine().endCall();
  await assertQuiet(world);
});

for (const [when, ms] of [
  ['soon', 20_000],
  ['after two minutes', 130_000],
  ['after the ring window', 200_000],
] as const) {
  test(`ignored, then accepted ${when}`, async () => {
    const world = createFakeCallWorld();
    const { clock, alice, bob } = world;
    const callId = place(alice, 'video');
    await clock.advance(3000);
    bob.engine().ignore(callId);
    assert.equal(view(bob), undefined);
    assert.equal(bob.tone(), undefined);
    assert.equal(last(bob)?.acceptable, true);
    await clock.advance(ms);
    assert.ok(bob.engine().accept(callId, 'video').ok);
    await clock.advance(1000);
    assert.deepEqual(stages(world), ['inCall', 'inCall']);
    bob.engine().endCall();
    await assertQuiet(world);
  });
}

test('rejected: the caller learns nothing, and calling back connects while the caller still waits', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(3000);
  bob.engine().reject(callId);
  assert.equal(last(bob)?.status, 'rejected');
  await clock.advance(60_000);
  assert.deepEqual([view(alice)?.stage, view(bob)], ['waiting', undefined]);
  assert.equal(place(bob), callId);
  await clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('the caller gives up: missed, or still rejected', async () => {
  for (const decide of ['none', 'ignore', 'reject'] as const) {
    const world = createFakeCallWorld();
    const { clock, alice, bob } = world;
    const callId = place(alice);
    await clock.advance(3000);
    if (decide !== 'none') bob.engine()[decide](callId);
    await clock.advance(5000);
    alice.engine().endCall();
    await clock.advance(200);
    assert.deepEqual(view(alice)?.ending, { kind: 'gaveUp', byMe: true });
    assert.equal(view(bob), undefined);
    assert.equal(last(bob)?.status, decide === 'reject' ? 'rejected' : 'missed');
    assert.equal(last(bob)?.acceptable, false);
    assert.deepEqual(bob.engine().accept(callId, 'audio'), { ok: false, code: 'noSuchCall' });
    await assertQuiet(world);
  }
});

test('accepting in the moment in which the caller gives up: the call has already ended', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(3000);
  alice.engine().endCall();
  bob.engine().accept(callId, 'audio');
  await clock.advance(1000);
  assert.equal(view(bob)?.stage, 'ended');
  await assertQuiet(world);
});

test('late acceptance when the caller’s client is gone without a word', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(200_000);
  alice.crash();
  await clock.advance(1000);
  bob.engine().accept(callId, 'audio');
  await clock.advance(10_000);
  assert.equal(view(bob)?.stage, 'connecting');
  await clock.advance(12_000);
  assert.deepEqual(view(bob)?.ending, { kind: 'failed', failure: 'alreadyOver' });
  await alice.start();
  await assertQuiet(world);
});

test('late acceptance when the caller’s client has begun anew: it says at once that the call is over', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(3000);
  bob.engine().ignore(callId);
  bob.setOnline(false);
  alice.crash();
  await alice.start();
  assert.equal(last(alice)?.failure, 'interrupted');
  await clock.advance(500);
  bob.engine().accept(callId, 'audio');
  bob.setOnline(true);
  await clock.advance(1000);
  assert.deepEqual(view(bob)?.ending, { kind: 'failed', failure: 'alreadyOver' });
  await assertQuiet(world);
});

test('the caller’s page is gone: its will says so', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  place(alice);
  await clock.advance(3000);
  alice.crash();
  await clock.advance(WILL_GRACE_MS + 1000);
  assert.equal(last(bob)?.status, 'missed');
  assert.equal(view(bob), undefined);
});

for (const first of ['alice', 'bob'] as const) {
  for (const gap of [0, 10, 80, 140]) {
    test(`both call each other, ${first} first by ${gap} ms: connected once, without an error`, async () => {
      for (let seed = 1; seed <= 4; seed += 1) {
        const world = createFakeCallWorld(seed);
        const { clock, alice, bob } = world;
        const [one, two] = first === 'alice' ? [alice, bob] : [bob, alice];
        place(one, 'video');
        await clock.advance(gap);
        place(two, 'audio');
        await clock.advance(2000);
        assert.deepEqual(stages(world), ['inCall', 'inCall']);
        assert.equal(view(alice)?.callId, view(bob)?.callId);
        assert.deepEqual([alice.items().length, bob.items().length], [1, 1]);
        assert.deepEqual([...alice.engine().views().waitingCalls, ...bob.engine().views().waitingCalls], []);
        assert.deepEqual([...one.media.open()], ['camera', 'microphone']);
        assert.deepEqual([...two.media.open()], ['microphone']);
        alice.engine().endCall();
        await assertQuiet(world);
      }
    });
  }
}

test('both hang up at once', async () => {
  const world = createFakeCallWorld();
  await connect(world);
  world.alice.engine().endCall();
  world.bob.engine().endCall();
  assert.deepEqual(view(world.alice)?.ending, { kind: 'hungUp', byMe: true });
  assert.deepEqual(view(world.bob)?.ending, { kind: 'hungUp', byMe: true });
  await assertQuiet(world);
});
