/** Invitations and a server that is busy or silent; how they are used is told in `contactStories.test.ts`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientMessage } from '@sotto/protocol/wire/clientMessage';
import { assertAtRest } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, type World } from '../sim/world.ts';

const BUSY = { code: 'rateLimited', retryAfter: 2000 } as const;

async function setUp(): Promise<{ world: World; ann: Person; ben: Person }> {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  for (const person of world.people) await person.client().commands.setName(person.name);
  return { world, ann, ben };
}

async function invite(world: World, person: Person): Promise<string> {
  const made = await world.run(person.client().commands.invite());
  assert.ok(made?.ok);
  return made.value.link;
}

/** Refuses the next request of that kind. */
function refuseOnce(world: World, kind: ClientMessage['t']): void {
  world.server.intercept = message => {
    if (message.t !== kind) return false;
    world.server.intercept = undefined;
    return BUSY;
  };
}

for (const kind of ['bindSender', 'createMailbox'] as const) {
  test(`an acceptance that a busy server did not take (${kind}) is not lost, and goes on by itself`, async () => {
    const { world, ann, ben } = await setUp();
    const link = await invite(world, ann);
    refuseOnce(world, kind);
    const accepted = await world.run(ben.client().commands.acceptInvitation(link));
    assert.equal(accepted?.ok, true);
    assert.equal(contactOf(ben).state, 'pending');
    await world.clock.advance(2500);
    assert.deepEqual([contactOf(ben).state, contactOf(ann).state], ['active', 'active']);
    assertAtRest(world);
  });
}

test('an invitation that a busy server did not take leaves nothing', async () => {
  const { world, ann } = await setUp();
  refuseOnce(world, 'createMailbox');
  const made = await world.run(ann.client().commands.invite());
  assert.deepEqual(made, { ok: false, code: 'rateLimited' });
  assert.deepEqual(ann.client().view().invitations, []);
});

test('an invitation whose making was never confirmed leaves no mailbox behind', async () => {
  const { world, ann } = await setUp();
  world.server.intercept = message => {
    if (message.t !== 'createMailbox') return false;
    world.server.intercept = undefined;
    // It is made, but the answer is lost.
    world.clock.after(1, () => ann.setOnline(false));
    return false;
  };
  const made = await world.run(ann.client().commands.invite());
  assert.deepEqual(made, { ok: false, code: 'offline' });
  assert.deepEqual(ann.client().view().invitations, []);
  assert.equal(world.server.mailboxes(), 1);
  ann.setOnline(true);
  await world.clock.advance(20_000);
  assert.equal(world.server.mailboxes(), 0);
  assertAtRest(world);
});

test('without the server nothing is made, read or withdrawn, and nothing is lost', async () => {
  const { world, ann, ben } = await setUp();
  const link = await invite(world, ann);
  const [open] = ann.client().view().invitations;
  assert.ok(open);
  world.server.setDown(true);
  await world.clock.advance(10);
  const offline = { ok: false, code: 'offline' };
  assert.deepEqual(await world.run(ann.client().commands.invite()), offline);
  assert.deepEqual(await world.run(ann.client().commands.withdrawInvitation(open.id)), offline);
  assert.deepEqual(await world.run(ben.client().commands.previewInvitation(link)), offline);
  assert.deepEqual(await world.run(ben.client().commands.acceptInvitation(link)), offline);
  assert.equal(ann.client().view().invitations.length, 1);
  world.server.setDown(false);
  await world.clock.advance(20_000);
  assert.equal((await world.run(ben.client().commands.acceptInvitation(link)))?.ok, true);
});

test('a refused acceptance leaves no mailbox and no contact', async () => {
  const { world, ann, ben } = await setUp();
  const link = await invite(world, ann);
  world.server.intercept = message => (message.t === 'bindSender' ? { code: 'notSender' } : false);
  const accepted = await world.run(ben.client().commands.acceptInvitation(link));
  assert.deepEqual(accepted, { ok: false, code: 'usedInvitation' });
  assert.equal(world.server.mailboxes(), 1);
  assert.deepEqual(ben.client().view().contacts, []);
  for (const table of ['contacts', 'groups', 'outbox'] as const)
    assert.equal(ben.stored().get(table)?.size ?? 0, 0, table);
});
