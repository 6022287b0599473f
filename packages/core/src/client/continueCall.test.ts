/** A call with a contact goes on behind a link, through whole clients: sealed messages, real groups, one server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { CallMedia } from '@sotto/protocol/sealed/media';
import { callsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';
import type { CommandProblem } from './command.ts';
import { CONTINUE_MS } from './continueCall.ts';

interface Pair {
  readonly world: World;
  readonly ann: Person;
  readonly ben: Person;
}

/** Two contacts in a call. */
async function inCall(media: CallMedia = 'video', seed = 1): Promise<Pair> {
  const world = await createWorld(['Ann', 'Ben'], seed);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  await call({ world, ann, ben }, media);
  return { world, ann, ben };
}

async function call({ world, ann, ben }: Pair, media: CallMedia = 'video'): Promise<void> {
  assert.ok((await ann.client().commands.call(contactOf(ann).id, media)).ok);
  await world.clock.advance(1500);
  const callId = ben.client().view().call?.callId;
  assert.ok(callId && (await ben.client().commands.acceptCall(callId, media)).ok);
  await world.clock.advance(1500);
  assert.deepEqual([stage(ann), stage(ben)], ['inCall', 'inCall']);
}

const view = (person: Person) => person.client().view();
const stage = (person: Person) => view(person).call?.stage;
const names = (person: Person) => view(person).linkCall?.people.map(({ name }) => name);

/** What somebody asks for, and what comes of it within half a minute. */
async function goOn({ world }: Pair, person: Person): Promise<CommandProblem | 'done' | undefined> {
  const outcome = await world.run(person.client().commands.continueCall('device'), CONTINUE_MS + 5000);
  if (outcome === undefined) return undefined;
  return outcome.ok ? 'done' : outcome.code;
}

test('both go on behind the link, as they were; one call is noted, as long as both together', async () => {
  const pair = await inCall();
  const { world, ann, ben } = pair;
  await ann.client().commands.setMicrophone(false);
  await ben.client().commands.setCamera(false);
  await world.clock.advance(300);
  const captured = [ann, ben].map(person => person.media().open());
  assert.equal(await goOn(pair, ann), 'done');
  await world.clock.advance(2000);
  assert.deepEqual([stage(ann), stage(ben)], [undefined, undefined]);
  assert.deepEqual(
    [names(ann), names(ben)],
    [
      ['Ann', 'Ben'],
      ['Ann', 'Ben'],
    ],
  );
  const mine = [ann, ben].map(person => view(person).linkCall?.mine);
  assert.deepEqual(
    mine.map(state => [state?.microphone, state?.camera]),
    [
      [false, true],
      [true, false],
    ],
  );
  // No device was opened or closed on the way.
  assert.deepEqual(
    [ann, ben].map(person => person.media().open()),
    captured,
  );
  assert.deepEqual(view(ben).linkCall?.continued, {
    contactId: contactOf(ben).id,
    purpose: 'device',
    byMe: false,
  });
  assert.deepEqual(view(ann).links, []);
  await world.clock.advance(60_000);
  for (const person of [ben, ann]) await person.client().commands.leaveLinkCall();
  await world.clock.advance(5000);
  for (const person of [ann, ben]) {
    const items = callsOf(person);
    assert.deepEqual(
      items.map(({ status }) => status),
      ['ended'],
    );
    assert.ok((items[0]?.duration ?? 0) > 60_000, `${items[0]?.duration}`);
    assert.equal(person.stored().get('linkCalls')?.size ?? 0, 0);
    assert.deepEqual(person.errors, []);
  }
});

test('nobody is without the other for a moment', async () => {
  const pair = await inCall();
  const { world, ann, ben } = pair;
  const going = ann.client().commands.continueCall('people');
  const hasOther = (person: Person): boolean => {
    const { call, linkCall } = view(person);
    const others = linkCall?.people.filter(({ isMe }) => !isMe) ?? [];
    return call?.stage === 'inCall' || others.some(({ way }) => way === 'connected');
  };
  const coming = new Set<unknown>();
  for (let step = 0; step < 600; step += 1) {
    await world.clock.advance(10);
    const { comingCall, linkCall } = view(ben);
    assert.ok(comingCall === undefined || linkCall === undefined);
    coming.add(comingCall?.people.find(({ isMe }) => !isMe)?.connection);
    for (const person of [ann, ben]) assert.ok(hasOther(person), `${person.name} after ${step * 10} ms`);
  }
  assert.deepEqual(await going, { ok: true, value: undefined });
  assert.deepEqual(world.network.violations(), []);
  assert.deepEqual([ann, ben].map(stage), [undefined, undefined]);
  // Its connection was told to the platform before, which passes no sound of any other on.
  const connection = view(ben).linkCall?.people.find(({ isMe }) => !isMe)?.connection;
  assert.ok(connection !== undefined && coming.has(connection));
  assert.equal(view(ben).comingCall, undefined);
});

test('a contact whose app does not follow: the call goes on, and the link is no more', async () => {
  const pair = await inCall();
  const { world, ann, ben } = pair;
  world.server.intercept = ({ t }) => t === 'knock';
  assert.equal(await goOn(pair, ann), 'notContinued');
  await world.clock.advance(5000);
  assert.deepEqual([ann, ben].map(stage), ['inCall', 'inCall']);
  assert.deepEqual(
    [ann, ben].map(person => view(person).linkCall),
    [undefined, undefined],
  );
  assert.deepEqual(world.server.rooms.busy(), []);
  assert.deepEqual([...(ann.stored().get('links') ?? [])], []);
  world.server.intercept = undefined;
  assert.equal(await goOn(pair, ann), 'done');
});

const DEEPLY = { depth: null, maxArrayLength: null, maxStringLength: null };

/** From the moment on at which both know the link, nothing arrives that is sealed for these. */
function deafen({ world }: Pair, deaf: readonly Person[]): void {
  const mailboxes = new Set<string>();
  let hasKnocked = false;
  for (const { receiveId, sendId } of world.server.stored()) {
    const isTheirs = deaf.some(person => inspect(person.stored(), DEEPLY).includes(receiveId));
    if (isTheirs) mailboxes.add(sendId);
  }
  world.server.intercept = message => {
    hasKnocked ||= message.t === 'knock';
    return hasKnocked && message.t === 'send' && mailboxes.has(message.sendId);
  };
}

test('neither learns that it is received behind the link: the call goes on for both, and the link is left', async () => {
  const pair = await inCall();
  const { world, ann, ben } = pair;
  deafen(pair, [ann, ben]);
  const going = ann.client().commands.continueCall('device');
  await world.clock.advance(10_000);
  assert.equal(world.server.rooms.busy().length, 1);
  await world.clock.advance(50_000);
  assert.deepEqual(await going, { ok: false, code: 'notContinued' });
  assert.deepEqual([ann, ben].map(stage), ['inCall', 'inCall']);
  assert.deepEqual([ann, ben].map(names), [undefined, undefined]);
  assert.deepEqual(world.server.rooms.busy(), []);
});

for (const deaf of ['Ann', 'Ben']) {
  test(`only ${deaf} does not learn it: the other has gone on, and so does ${deaf}`, async () => {
    const pair = await inCall();
    const { world, ann, ben } = pair;
    deafen(
      pair,
      [ann, ben].filter(({ name }) => name === deaf),
    );
    const going = ann.client().commands.continueCall('device');
    await world.clock.advance(60_000);
    assert.equal((await going).ok, true);
    assert.deepEqual([ann, ben].map(stage), [undefined, undefined]);
    assert.deepEqual([ann, ben].map(names), [
      ['Ann', 'Ben'],
      ['Ann', 'Ben'],
    ]);
  });
}

test('the app of a contact dies when it is received: there is one call that waits for it, and then none', async () => {
  const pair = await inCall();
  const { world, ann, ben } = pair;
  deafen(pair, [ann, ben]);
  const going = ann.client().commands.continueCall('device');
  await world.clock.advance(10_000);
  ben.kill();
  await world.clock.advance(60_000);
  assert.equal((await going).ok, false);
  assert.equal(names(ann), undefined);
  await world.clock.advance(60_000);
  assert.notEqual(stage(ann), 'inCall');
  assert.deepEqual(world.server.rooms.busy(), []);
});

test('a link that cannot be made leaves the call as it is', async () => {
  const pair = await inCall('audio');
  const { world, ann, ben } = pair;
  world.server.intercept = ({ t }) => (t === 'createLink' ? { code: 'rateLimited' } : false);
  assert.notEqual(await goOn(pair, ann), 'done');
  assert.deepEqual([ann, ben].map(stage), ['inCall', 'inCall']);
});

test('whoever hangs up on the way has hung up, behind the link, too', async () => {
  const { world, ann, ben } = await inCall();
  const going = ann.client().commands.continueCall('device');
  await world.clock.advance(150);
  await ben.client().commands.endCall();
  const outcome = await world.run(going);
  assert.equal(outcome?.ok, false);
  await world.clock.advance(5000);
  assert.deepEqual(
    [ann, ben].map(person => view(person).linkCall),
    [undefined, undefined],
  );
  assert.deepEqual(
    [ann, ben].map(person => person.media().open()),
    [[], []],
  );
  assert.deepEqual(world.server.rooms.busy(), []);
});

test('both want it at the same moment: there is one call behind one link, and both are told that it goes on', async () => {
  const { world, ann, ben } = await inCall();
  const going = [ann, ben].map(person => person.client().commands.continueCall('device'));
  const outcomes = await world.run(Promise.all(going));
  assert.deepEqual(
    outcomes?.map(({ ok }) => ok),
    [true, true],
  );
  await world.clock.advance(2000);
  assert.equal(world.server.rooms.busy().length, 1);
  assert.deepEqual(
    [ann, ben].map(person => view(person).linkCall?.continued?.byMe),
    [true, false],
  );
});

test('a link for a call with one contact tells no other contact who hosts it', async () => {
  const world = await createWorld(['Ann', 'Ben', 'Cem']);
  const [ann, ben, cem] = world.people as [Person, Person, Person];
  await introduce(world, ann, cem);
  await introduce(world, ann, ben);
  const pair = { world, ann, ben };
  const toBen = contactOf(ann, 'Ben').id;
  assert.ok((await ann.client().commands.call(toBen, 'audio')).ok);
  await world.clock.advance(1500);
  await ben.client().commands.acceptCall(view(ben).call?.callId as never, 'audio');
  await world.clock.advance(1500);
  assert.equal(await goOn(pair, ann), 'done');
  await ann.client().commands.setName('Anna');
  await world.clock.advance(1000);
  const known = [...(cem.stored().get('contacts')?.values() ?? [])];
  assert.equal(contactOf(cem).name, 'Anna');
  const hostKeys = known.map(record => (record as { readonly theirHostKey?: unknown }).theirHostKey);
  assert.deepEqual(hostKeys, [undefined]);
});
