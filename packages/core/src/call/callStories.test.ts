/** Calls between two engines, told as stories (spec/call.md). Time is simulated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallId } from '@sotto/protocol/ids';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import type { CallView } from '../client/view.ts';
import { createFakeCallWorld, type FakeCallWorld, type FakeClient, OTHER } from '../sim/fakeCallWorld.ts';

const view = (client: FakeClient): CallView | undefined => client.engine().views().call;
const stages = (world: FakeCallWorld) => [view(world.alice)?.stage, view(world.bob)?.stage];
const last = (client: FakeClient) => client.items().at(-1);

function place(client: FakeClient, media: CallMedia = 'audio'): CallId {
  const placed = client.engine().placeCall(OTHER, media);
  assert.ok(placed.ok);
  return placed.value.callId;
}

/** Alice calls, Bob accepts; both are in the call. */
async function connect(
  world: FakeCallWorld,
  media: CallMedia = 'audio',
  answer: CallMedia = media,
): Promise<CallId> {
  const callId = place(world.alice, media);
  await world.clock.advance(2000);
  assert.ok(world.bob.engine().accept(callId, answer).ok);
  await world.clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  return callId;
}

/** Whatever happened, nothing is left: no connection, device, tone, timer or will, and no rule was broken. */
async function assertQuiet(world: FakeCallWorld): Promise<void> {
  await world.clock.advance(2000);
  assert.equal(world.network.open(), 0, 'connections');
  assert.deepEqual([...world.alice.media.open(), ...world.bob.media.open()], [], 'devices');
  assert.deepEqual([world.alice.tone(), world.bob.tone()], [undefined, undefined], 'tones');
  assert.equal(world.clock.pending(), 0, 'timers');
  assert.equal(world.wills(), 0, 'wills');
  assert.deepEqual([...world.alice.stored.keys(), ...world.bob.stored.keys()], [], 'records');
  assertRules(world);
}

function assertRules(world: FakeCallWorld): void {
  assert.deepEqual(world.network.violations(), []);
  const all = [...world.alice.traffic, ...world.bob.traffic].join('\n');
  assert.doesNotMatch(all, /typ host|192\.168/);
}

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
  await clock.advance(21_000);
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

test('a short interruption is not mentioned; a longer one is, and media comes back without a new call', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice, bob } = world;
  await connect(world);
  network.cut(false);
  await clock.advance(1500);
  network.mend();
  await clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  network.cut(true);
  await clock.advance(2600);
  assert.deepEqual(stages(world), ['reconnecting', 'reconnecting']);
  alice.engine().setMicrophone(false);
  await clock.advance(10_000);
  network.mend();
  await clock.advance(10_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  assert.equal(view(bob)?.theirs?.microphone, false, 'states are told again');
  assert.deepEqual([alice.items().length, bob.items().length], [1, 1]);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('another network: the new path is looked for at once', async () => {
  for (const side of ['alice', 'bob'] as const) {
    const world = createFakeCallWorld();
    const { clock, network } = world;
    await connect(world);
    network.cut(true);
    network.mend();
    world[side].engine().networkChanged();
    await clock.advance(700);
    assert.deepEqual(stages(world), ['inCall', 'inCall']);
    await clock.advance(5000);
    assert.deepEqual(stages(world), ['inCall', 'inCall'], 'nothing was even mentioned');
    world.alice.engine().endCall();
    await assertQuiet(world);
  }
});

test('90 s without any path end the call and say why', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice, bob } = world;
  await connect(world);
  network.cut(true);
  await clock.advance(89_000);
  assert.deepEqual(stages(world), ['reconnecting', 'reconnecting']);
  await clock.advance(3000);
  for (const client of [alice, bob]) {
    assert.deepEqual(view(client)?.ending, { kind: 'failed', failure: 'noPath' });
    assert.equal(last(client)?.failure, 'noPath');
  }
  await assertQuiet(world);
});

test('path and server lost together: both come back by themselves', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice, bob } = world;
  await connect(world);
  network.cut(true);
  alice.setOnline(false);
  await clock.advance(40_000);
  network.mend();
  alice.setOnline(true);
  await clock.advance(25_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('the server is away for a minute in mid-call: nobody notices', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  alice.setOnline(false);
  bob.setOnline(false);
  await clock.advance(60_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  alice.engine().endCall();
  await clock.advance(300);
  assert.deepEqual(stages(world), ['ended', 'ended'], 'the data channel carries the end');
  alice.setOnline(true);
  bob.setOnline(true);
  await assertQuiet(world);
});

test('no devices: a call can be placed and taken, and both are told why', async () => {
  const world = createFakeCallWorld();
  const { alice, bob } = world;
  for (const client of [alice, bob]) {
    client.media.set('microphone', 'missing');
    client.media.set('camera', 'refused');
  }
  await connect(world, 'video');
  assert.deepEqual(view(alice)?.problems, { microphone: 'missing', camera: 'refused' });
  assert.equal(view(bob)?.theirs?.microphone, false);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('an unplugged microphone is replaced by another, or its loss is told', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  alice.media.unplug('microphone');
  await clock.advance(500);
  assert.deepEqual([...alice.media.open()], ['microphone']);
  alice.media.set('microphone', 'missing');
  alice.media.unplug('microphone');
  await clock.advance(500);
  assert.equal(view(alice)?.problems.microphone, 'missing');
  assert.equal(view(bob)?.theirs?.microphone, false);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('no relay at the caller: the call fails at once, and nobody is disturbed', async () => {
  for (const outcome of ['missing', 'fails'] as const) {
    const world = createFakeCallWorld();
    const { clock, alice, bob } = world;
    alice.setRelay(outcome);
    place(alice);
    await clock.advance(500);
    assert.deepEqual(view(alice)?.ending, { kind: 'failed', failure: 'noRelay' });
    assert.equal(last(alice)?.status, 'failed');
    assert.equal(bob.items().length, 0);
    await assertQuiet(world);
  }
});

test('no relay at the callee: it rings, and accepting says why it cannot be', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  bob.setRelay('missing');
  const callId = place(alice);
  await clock.advance(2000);
  assert.deepEqual(stages(world), ['ringing', 'incoming']);
  bob.engine().accept(callId, 'audio');
  await clock.advance(2000);
  assert.deepEqual(view(bob)?.ending, { kind: 'failed', failure: 'noRelay' });
  assert.deepEqual(view(alice)?.ending, { kind: 'failed', failure: 'noPath' });
  await assertQuiet(world);
});

test('a relay that never answers the first request: the connection is thrown away and made again', async () => {
  for (const hanging of [1, 2, 3]) {
    const world = createFakeCallWorld();
    const { clock, alice, bob, network } = world;
    network.hang(hanging);
    const callId = place(alice);
    await clock.advance(1200);
    assert.equal(view(bob)?.stage, 'incoming', 'the ringing does not wait for the relay');
    await clock.advance(10_000);
    bob.engine().accept(callId, 'audio');
    await clock.advance(500);
    assert.deepEqual(stages(world), ['inCall', 'inCall']);
    alice.engine().endCall();
    await assertQuiet(world);
  }
});

test('a relay that never answers at all: the caller is told', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, network } = world;
  network.hang(1000);
  place(alice);
  await clock.advance(12_000);
  assert.deepEqual(view(alice)?.ending, { kind: 'failed', failure: 'noRelay' });
  await assertQuiet(world);
});

test('a hidden device: nothing at all is sent before the acceptance, and then everything', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  bob.settings.showRinging = false;
  const callId = place(alice, 'video');
  await clock.advance(45_000);
  assert.deepEqual(stages(world), ['calling', 'incoming']);
  assert.equal(bob.traffic.filter(line => / (send|sendData|connected|addCandidate)\b/.test(line)).length, 0);
  bob.engine().accept(callId, 'video');
  await clock.advance(500);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('after a reload, a call can still be accepted', async () => {
  for (const decide of ['none', 'ignore', 'reject'] as const) {
    const world = createFakeCallWorld();
    const { clock, alice, bob } = world;
    const callId = place(alice);
    await clock.advance(3000);
    if (decide !== 'none') bob.engine()[decide](callId);
    bob.crash();
    await clock.advance(2000);
    await bob.start();
    assert.equal(bob.tone(), decide === 'none' ? 'ringTone' : undefined);
    assert.ok(bob.engine().accept(callId, 'audio').ok);
    await clock.advance(1500);
    assert.deepEqual(stages(world), ['inCall', 'inCall']);
    bob.engine().endCall();
    await assertQuiet(world);
  }
});

test('a crash in mid-call: the item says so, and the contact is told on return', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  alice.crash();
  await clock.advance(5000);
  assert.equal(view(bob)?.stage, 'reconnecting');
  await alice.start();
  await clock.advance(500);
  assert.equal(last(alice)?.failure, 'interrupted');
  assert.deepEqual(view(bob)?.ending, { kind: 'hungUp', byMe: false });
  await assertQuiet(world);
});

test('a will that fires although its author is still here does not end a running call', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = await connect(world);
  await bob
    .engine()
    .messageArrived(
      OTHER,
      { k: 'callEnd', callId, reason: 'gaveUp' },
      { arrivedAt: 0, callSecret: undefined },
    );
  await clock.advance(500);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('a deleted contact’s call ends without a word', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  place(alice);
  await clock.advance(3000);
  const before = bob.traffic.filter(line => line.includes(' send')).length;
  bob.engine().forgetContact(OTHER);
  assert.equal(view(bob), undefined);
  await clock.advance(3000);
  assert.equal(bob.traffic.filter(line => line.includes(' send')).length, before);
  alice.engine().endCall();
  await assertQuiet(world);
});

test('an engine that closes says goodbye and leaves nothing running', async () => {
  const world = createFakeCallWorld();
  await connect(world);
  world.alice.engine().close();
  await world.clock.advance(500);
  assert.deepEqual(view(world.bob)?.ending, { kind: 'hungUp', byMe: false });
  await assertQuiet(world);
});
