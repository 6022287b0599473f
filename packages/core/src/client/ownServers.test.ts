/** Own STUN and TURN servers in whole clients: what is asked, and what is refused (spec/relays.md). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

async function createPair(): Promise<{ world: World; ann: Person; ben: Person; asked: () => number }> {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  let asked = 0;
  world.server.intercept = message => {
    if (message.t === 'requestRelay') asked += 1;
    return false;
  };
  return { world, ann, ben, asked: () => asked };
}

async function endingOfCall(world: World, ann: Person): Promise<unknown> {
  await world.run(ann.client().commands.call(contactOf(ann).id, 'audio'));
  await world.clock.advance(3000);
  const ending = ann.client().view().call?.ending;
  await world.run(ann.client().commands.endCall());
  await world.clock.advance(1000);
  return ending;
}

test('while own servers are on, the host’s relay is not asked; switched off, it is again', async () => {
  const { world, ann, ben, asked } = await createPair();
  const text = 'turn:u:p@relay.example';
  for (const person of [ann, ben])
    assert.ok((await person.client().commands.setIceServers({ on: true, text })).ok);
  assert.equal(ann.client().view().relay, 'ready');
  assert.equal(await endingOfCall(world, ann), undefined);
  assert.equal(asked(), 0);
  await ann.client().commands.setIceServers({ on: false, text });
  assert.deepEqual(ann.client().view().iceServers, { on: false, text });
  assert.equal(await endingOfCall(world, ann), undefined);
  assert.equal(asked(), 1);
});

test('STUN servers only and relays only exclude each other, whichever is chosen last', async () => {
  const { ann } = await createPair();
  const { commands } = ann.client();
  const stun = { on: true, text: 'stun:stun.example.org:3478' };
  const refusal = { ok: false, code: 'relayNeedsTurn' };
  assert.deepEqual(await commands.setIceServers(stun), refusal);
  assert.ok((await commands.changeSettings({ alwaysRelay: false })).ok);
  assert.ok((await commands.setIceServers(stun)).ok);
  assert.equal(ann.client().view().relay, 'absent');
  assert.deepEqual(await commands.changeSettings({ alwaysRelay: true }), refusal);
  assert.ok((await commands.changeSettings({ theme: 'dark' })).ok);
  assert.equal(ann.client().view().settings.alwaysRelay, false);
});

test('a host that has given out too many relay credentials is asked again when it says, and not for ever', async () => {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  let refusals = 2;
  let asked = 0;
  world.server.intercept = message => {
    if (message.t !== 'requestRelay') return false;
    asked += 1;
    return asked <= refusals && { code: 'rateLimited', retryAfter: 700 };
  };
  assert.equal(await endingOfCall(world, ann), undefined);
  assert.equal(asked, 4, 'two attempts in vain, then one of each side');
  refusals = Number.POSITIVE_INFINITY;
  await world.run(ann.client().commands.call(contactOf(ann).id, 'audio'));
  await world.clock.advance(9000);
  assert.equal(ann.client().view().call?.ending, undefined);
  await world.clock.advance(2000);
  assert.deepEqual(ann.client().view().call?.ending, { kind: 'failed', failure: 'noRelay' });
});

test('a wrong line is not stored and not tested', async () => {
  const { ann } = await createPair();
  const { commands } = ann.client();
  const refusal = { ok: false, code: 'badIceServers' };
  assert.deepEqual(await commands.setIceServers({ on: true, text: 'stun:' }), refusal);
  assert.deepEqual(await commands.testIceServer('stun:'), refusal);
  assert.deepEqual(await commands.testIceServer('stun:a.example'), {
    ok: true,
    value: { ok: false, code: 'noAnswer' },
  });
  assert.deepEqual(ann.client().view().iceServers, { on: false, text: '' });
});
