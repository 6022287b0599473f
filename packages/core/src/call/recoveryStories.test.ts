/** Lost paths, servers, relays, devices and pages, told as stories (spec/call.md, "Recovery"). Time is simulated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, connect, last, place, stages, view } from '../sim/callStory.ts';
import { createFakeCallWorld, OTHER } from '../sim/fakeCallWorld.ts';

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

test('the caller is cut off from the server for a minute while the call is accepted: it is neither missed nor over', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(2000);
  alice.setOnline(false);
  assert.ok(bob.engine().accept(callId, 'audio').ok);
  await clock.advance(30);
  network.cut(true);
  await clock.advance(60_000);
  assert.ok(['connecting', 'reconnecting', 'inCall'].includes(view(bob)?.stage ?? ''));
  network.mend();
  alice.setOnline(true);
  await clock.advance(25_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  assert.equal(bob.items().length, 1);
  bob.engine().endCall();
  await assertQuiet(world);
});

test('the caller is cut off for a minute while it rings: the contact still sees the call, and can take it', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  const callId = place(alice);
  await clock.advance(2000);
  alice.setOnline(false);
  await clock.advance(60_000);
  assert.equal(view(bob)?.stage, 'incoming');
  alice.setOnline(true);
  assert.ok(bob.engine().accept(callId, 'audio').ok);
  await clock.advance(1000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  alice.engine().endCall();
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

test('path and relay lost together: the call waits for both, and only 90 s end it', async () => {
  const world = createFakeCallWorld();
  const { clock, network, alice } = world;
  await connect(world);
  network.cut(true);
  network.hang(1000);
  await clock.advance(60_000);
  assert.deepEqual(stages(world), ['reconnecting', 'reconnecting']);
  network.mend();
  network.hang(0);
  await clock.advance(25_000);
  assert.deepEqual(stages(world), ['inCall', 'inCall']);
  network.cut(true);
  network.hang(1000);
  await clock.advance(95_000);
  assert.deepEqual(view(alice)?.ending, { kind: 'failed', failure: 'noPath' });
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

test('a crash in mid-call is an interruption for both, of which the contact is told on return', async () => {
  const world = createFakeCallWorld();
  const { clock, alice, bob } = world;
  await connect(world);
  alice.crash();
  await clock.advance(5000);
  assert.equal(view(bob)?.stage, 'reconnecting');
  await alice.start();
  await clock.advance(500);
  assert.equal(last(alice)?.failure, 'interrupted');
  assert.deepEqual(view(bob)?.ending, { kind: 'failed', failure: 'interrupted' });
  assert.equal(last(bob)?.failure, 'interrupted');
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
