/** Calls through whole clients: sealed messages, real keys, one server. What the call engine does alone is tested there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WILL_GRACE_MS } from '@sotto/protocol/limits';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { assertAtRest, assertCallsOver, assertSameTexts, callsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

const HOUR_MS = 3_600_000;

async function createPair(): Promise<{ world: World; ann: Person; ben: Person }> {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  return { world, ann, ben };
}

const stage = (person: Person) => person.client().view().call?.stage;
const status = (person: Person) => callsOf(person).map(item => item.status);

async function call(world: World, person: Person, media: CallMedia = 'audio'): Promise<void> {
  assert.ok((await person.client().commands.call(contactOf(person).id, media)).ok);
  await world.clock.advance(1500);
}

async function accept(world: World, person: Person, media: CallMedia = 'audio'): Promise<void> {
  const callId = person.client().view().call?.callId ?? contactOf(person).acceptableCall;
  assert.ok(callId);
  assert.ok((await person.client().commands.acceptCall(callId, media)).ok);
  await world.clock.advance(1500);
}

async function write(person: Person, text: string): Promise<void> {
  assert.ok((await person.client().commands.sendText(contactOf(person).id, text)).ok);
}

/** Everybody has hung up, and what an end takes has happened. */
async function finish(world: World): Promise<void> {
  await world.clock.advance(120_000);
  assertCallsOver(world);
  assertAtRest(world);
}

for (const media of ['audio', 'video'] as const) {
  test(`a ${media} call rings, is taken and ends on both sides`, async () => {
    const { world, ann, ben } = await createPair();
    await call(world, ann, media);
    assert.deepEqual([stage(ann), stage(ben)], ['ringing', 'incoming']);
    assert.deepEqual([ann.tone(), ben.tone()], ['ringBack', 'ringTone']);
    assert.equal(world.server.wills(), 1);
    await accept(world, ben, media);
    assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
    assert.equal(world.server.wills(), 0);
    const { theirs } = ann.client().view().call ?? {};
    assert.deepEqual([theirs?.microphone, theirs?.camera], [true, media === 'video']);
    await ben.client().commands.setMicrophone(false);
    await world.clock.advance(200);
    assert.equal(ann.client().view().call?.theirs?.microphone, false);
    await world.clock.advance(60_000);
    await ann.client().commands.endCall();
    await finish(world);
    assert.deepEqual([status(ann), status(ben)], [['ended'], ['ended']]);
    assert.ok((callsOf(ben)[0]?.duration ?? 0) > 60_000);
  });
}

test('a rejected call rings on for the caller, and is missed by nobody', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  const callId = ben.client().view().call?.callId;
  assert.ok(callId);
  await ben.client().commands.rejectCall(callId);
  await world.clock.advance(5000);
  assert.deepEqual([stage(ann), stage(ben)], ['ringing', undefined]);
  await ann.client().commands.endCall();
  await finish(world);
  assert.deepEqual([status(ann), status(ben)], [['missed'], ['rejected']]);
  assert.equal(contactOf(ben).unread, 0);
});

test('an ignored call is accepted hours and many texts later', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  const callId = ben.client().view().call?.callId;
  assert.ok(callId);
  await ben.client().commands.ignoreCall(callId);
  for (let hour = 0; hour < 3; hour += 1) {
    await world.clock.advance(HOUR_MS);
    await write(ann, `still there? ${hour}`);
    await world.clock.advance(1000);
    await write(ben, `a moment ${hour}`);
  }
  assert.equal(contactOf(ben).acceptableCall, callId);
  ben.kill();
  await ben.open();
  await world.clock.advance(1000);
  await accept(world, ben);
  await world.clock.advance(2000);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
  await ben.client().commands.endCall();
  await finish(world);
  assert.deepEqual([status(ann), status(ben)], [['ended'], ['ended']]);
  assertSameTexts(ann, ben);
});

test('a caller who vanishes leaves a missed call', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  ann.kill();
  await world.clock.advance(WILL_GRACE_MS - 10_000);
  assert.equal(stage(ben), 'incoming');
  await world.clock.advance(15_000);
  assert.deepEqual([stage(ben), status(ben), contactOf(ben).unread], [undefined, ['missed'], 1]);
  await ann.open();
  await finish(world);
  assert.deepEqual(status(ann), ['failed']);
});

test('the will of a caller can still be opened after hours and many changes of keys', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  for (let round = 0; round < 4; round += 1) {
    await world.clock.advance(HOUR_MS);
    await write(ann, `a${round}`);
    await world.clock.advance(1000);
    await write(ben, `b${round}`);
    await world.clock.advance(1000);
  }
  ann.kill();
  await world.clock.advance(WILL_GRACE_MS + 10_000);
  assert.deepEqual([status(ben), contactOf(ben).acceptableCall], [['missed'], undefined]);
});

test('a will stands for its author through restarts of the server and lost sockets', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  world.server.setDown(true);
  await world.clock.advance(2000);
  world.server.setDown(false);
  await world.clock.advance(60_000);
  assert.notEqual(stage(ann), undefined);
  assert.deepEqual([stage(ben), status(ben)], ['incoming', ['pending']], 'the caller is still here');
  ann.setOnline(false);
  await world.clock.advance(90_000);
  ann.setOnline(true);
  await world.clock.advance(60_000);
  assert.deepEqual([stage(ben), status(ben)], ['incoming', ['pending']], 'and still');
  ann.kill();
  await world.clock.advance(WILL_GRACE_MS + 10_000);
  assert.deepEqual(status(ben), ['missed']);
});

test('a will outlives the loss of the server’s database', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  world.server.forget();
  await world.clock.advance(60_000);
  ann.kill();
  await world.clock.advance(WILL_GRACE_MS + 10_000);
  assert.deepEqual(status(ben), ['missed']);
});

test('whoever gives up at once, or closes the tab, is not heard ringing any more', async () => {
  for (const closes of [false, true]) {
    const { world, ann, ben } = await createPair();
    await ann.client().commands.call(contactOf(ann).id, 'audio');
    await world.clock.advance(1200);
    assert.equal(stage(ben), 'incoming');
    if (closes) await world.run(ann.client().close());
    else await ann.client().commands.endCall();
    ann.kill();
    // What was sealed in the last moment could not leave any more: then it is the will that speaks.
    await world.clock.advance(closes ? 1000 : WILL_GRACE_MS + 5000);
    assert.deepEqual([stage(ben), status(ben)], [undefined, ['missed']]);
  }
});

test('two who call each other at once are connected, once', async () => {
  const { world, ann, ben } = await createPair();
  const calls = [ann, ben].map(person => person.client().commands.call(contactOf(person).id, 'audio'));
  await Promise.all(calls);
  await world.clock.advance(4000);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
  assert.equal(ann.client().view().call?.callId, ben.client().view().call?.callId);
  await ann.client().commands.endCall();
  await finish(world);
  assert.deepEqual([status(ann), status(ben)], [['ended'], ['ended']]);
});

test('a call goes on while the server is away, and ends over its own path', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  await accept(world, ben);
  world.server.setDown(true);
  await world.clock.advance(300_000);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
  await ben.client().commands.endCall();
  await world.clock.advance(1000);
  assert.equal(stage(ann), 'ended');
  world.server.setDown(false);
  await finish(world);
  assert.deepEqual([status(ann), status(ben)], [['ended'], ['ended']]);
});

test('a call placed during an outage rings when the server is back', async () => {
  const { world, ann, ben } = await createPair();
  world.server.setDown(true);
  await world.clock.advance(10);
  await call(world, ann);
  await world.clock.advance(30_000);
  assert.equal(stage(ann), 'calling');
  world.server.setDown(false);
  await world.clock.advance(20_000);
  assert.deepEqual([stage(ann), stage(ben)], ['ringing', 'incoming']);
  await accept(world, ben);
  await world.clock.advance(3000);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
  await ann.client().commands.endCall();
  await finish(world);
});

test('a call whose path breaks for a while comes back over the same signalling', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann, 'video');
  await accept(world, ben, 'video');
  world.network.cut(true);
  await world.clock.advance(8000);
  assert.deepEqual([stage(ann), stage(ben)], ['reconnecting', 'reconnecting']);
  world.network.mend();
  await world.clock.advance(30_000);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
  await ben.client().commands.endCall();
  await finish(world);
});

test('a client that is closed leaves no timer and writes nothing any more', async () => {
  const { world, ann, ben } = await createPair();
  await call(world, ann);
  await accept(world, ben);
  await write(ann, 'on my way out');
  await world.run(ann.client().close());
  const writes = ann.counts().writes;
  await write(ben, 'too late');
  await world.clock.advance(600_000);
  assert.equal(ann.counts().writes, writes);
  assert.equal(ann.timers(), 0);
  ann.kill();
  await ann.open();
  await finish(world);
  assertSameTexts(ann, ben);
  assert.deepEqual(status(ben), ['ended']);
});
