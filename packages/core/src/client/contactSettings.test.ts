/** Stories of whole clients about what a person decides about a contact. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsOf, textsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

async function createPair(seed = 1) {
  const world = await createWorld(['Ada', 'Ben'], seed);
  const [ada, ben] = world.people as readonly [Person, Person];
  await introduce(world, ada, ben);
  await ada.client().commands.sendText(contactOf(ada).id, 'hello');
  await world.clock.advance(1000);
  return { world, ada, ben };
}

const settle = (world: World) => world.clock.advance(2000);

test('what is allowed is told, and a call that is not allowed is refused at the button with its reason', async () => {
  const { world, ada, ben } = await createPair();
  await ben.client().commands.allowCalls(contactOf(ben).id, 'audio');
  await settle(world);
  assert.equal(contactOf(ada).theyAllow, 'audio');
  const video = await ada.client().commands.call(contactOf(ada).id, 'video');
  assert.deepEqual(video, { ok: false, code: 'audioOnly' });
  await ben.client().commands.allowCalls(contactOf(ben).id, 'none');
  await settle(world);
  const audio = await ada.client().commands.call(contactOf(ada).id, 'audio');
  assert.deepEqual(audio, { ok: false, code: 'callsNotAllowed' });
});

test('a video call that was on its way rings as audio; one to somebody who takes none never rings', async () => {
  const { world, ada, ben } = await createPair();
  ben.setOnline(false);
  await ben.client().commands.allowCalls(contactOf(ben).id, 'audio');
  await ada.client().commands.call(contactOf(ada).id, 'video');
  await settle(world);
  ben.setOnline(true);
  await settle(world);
  assert.equal(ben.client().view().call?.media, 'audio');
  assert.equal(ben.tone(), 'ringTone');
  await ada.client().commands.endCall();
  await settle(world);
  ben.setOnline(false);
  await ben.client().commands.allowCalls(contactOf(ben).id, 'none');
  await ada.client().commands.call(contactOf(ada).id, 'audio');
  await settle(world);
  ben.setOnline(true);
  await settle(world);
  assert.equal(ben.client().view().call, undefined);
  assert.equal(ben.tone(), undefined);
  assert.equal(callsOf(ben).length, 1);
  assert.equal(contactOf(ada).theyAllow, 'none');
});

test('a muted contact appears without a sound', async () => {
  const { world, ada, ben } = await createPair();
  await ben.client().commands.muteContact(contactOf(ben).id, true);
  await ada.client().commands.call(contactOf(ada).id, 'audio');
  await settle(world);
  assert.equal(ben.client().view().call?.stage, 'incoming');
  assert.equal(ben.client().view().call?.loud, false);
  assert.equal(ben.tone(), undefined);
});

/** What Ada sees and gets while Ben is away in one of two ways: blocking her, or with no app open. */
async function callInVain(how: 'blocked' | 'closed') {
  const { world, ada, ben } = await createPair(7);
  if (how === 'blocked') await world.run(ben.client().commands.blockContact(contactOf(ben).id));
  else ben.kill();
  await world.clock.advance(30_000);
  const lastSeq = [...(ada.stored().get('contacts')?.values() ?? [])].map(
    value => (value as { mine: { lastSeq: number } }).mine.lastSeq,
  );
  await ada.client().commands.sendText(contactOf(ada).id, 'are you there?');
  await ada.client().commands.call(contactOf(ada).id, 'video');
  const stages: string[] = [];
  for (let second = 0; second < 60; second += 5) {
    await world.clock.advance(5000);
    stages.push(`${ada.client().view().call?.stage}, ${world.network.open()} connections`);
  }
  await ada.client().commands.endCall();
  await world.clock.advance(30_000);
  const after = [...(ada.stored().get('contacts')?.values() ?? [])].map(
    value => (value as { mine: { lastSeq: number } }).mine.lastSeq,
  );
  const ticks = textsOf(ada, 'me').map(item => item.delivery);
  const statuses = callsOf(ada).map(item => [item.status, item.duration, item.failure]);
  return {
    seen: { stages, ticks, statuses, got: after.map((seq, i) => seq - (lastSeq[i] ?? 0)) },
    world,
    ada,
    ben,
  };
}

test('to somebody who is blocked it looks exactly as if the app were closed', async () => {
  const blocked = await callInVain('blocked');
  const closed = await callInVain('closed');
  assert.deepEqual(blocked.seen, closed.seen);
  assert.deepEqual(blocked.seen.got, [0], 'nothing was delivered to Ada');
  assert.deepEqual(blocked.seen.ticks, ['received', 'accepted']);
  const { ben } = blocked;
  assert.equal(ben.client().view().call, undefined);
  assert.equal(textsOf(ben, 'contact').length, 1);
  assert.equal(callsOf(ben).length, 0);
  assert.equal(contactOf(ben).unread, 1);
});

test('what was missed during a block stays lost, and after it everything works again', async () => {
  const { world, ada, ben } = await callInVain('blocked');
  const contact = contactOf(ben).id;
  assert.deepEqual(await ben.client().commands.sendText(contact, 'no'), {
    ok: false,
    code: 'contactBlocked',
  });
  assert.deepEqual(await ben.client().commands.call(contact, 'audio'), { ok: false, code: 'contactBlocked' });
  await world.run(ben.client().commands.unblockContact(contact));
  await settle(world);
  await ada.client().commands.sendText(contactOf(ada).id, 'and now?');
  await settle(world);
  assert.deepEqual(
    textsOf(ben, 'contact').map(item => item.text),
    ['hello', 'and now?'],
  );
  assert.equal(textsOf(ada, 'me').at(-1)?.delivery, 'received');
  await ben.client().commands.sendText(contact, 'hello again');
  await settle(world);
  assert.equal(textsOf(ada, 'contact').at(-1)?.text, 'hello again');
});

test('blocking ends a ringing call here, leaves it ringing there, and its item says missed', async () => {
  const { world, ada, ben } = await createPair();
  await ada.client().commands.call(contactOf(ada).id, 'audio');
  await settle(world);
  assert.equal(ben.tone(), 'ringTone');
  await world.run(ben.client().commands.blockContact(contactOf(ben).id));
  await settle(world);
  assert.equal(ben.tone(), undefined);
  assert.equal(ben.client().view().call, undefined);
  assert.deepEqual(
    callsOf(ben).map(item => [item.status, item.acceptable]),
    [['missed', false]],
  );
  assert.equal(ada.client().view().call?.stage, 'ringing');
});
