/** How two people become contacts, and stop being contacts: whole clients in a simulated world. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAtRest, assertCallsOver, assertSameTexts, textsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

const DAY_MS = 86_400_000;

async function invite(world: World, person: Person): Promise<string> {
  const made = await world.run(person.client().commands.invite());
  assert.ok(made?.ok);
  return made.value.link;
}

async function createNamedWorld(...names: readonly string[]): Promise<World> {
  const world = await createWorld(names);
  for (const person of world.people) await person.client().commands.setName(person.name);
  return world;
}

function acceptor(world: World, person: Person) {
  return (link: string) => world.run(person.client().commands.acceptInvitation(link));
}

test('an invitation makes two people contacts who know each other by name', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  const link = await invite(world, ann);
  assert.equal(ann.client().view().invitations.length, 1);
  const preview = await world.run(ben.client().commands.previewInvitation(link));
  assert.ok(preview?.ok);
  assert.equal(preview.value.name, 'Ann');
  const again = await world.run(ben.client().commands.previewInvitation(link));
  assert.ok(again?.ok);
  assert.equal(again.value.id, preview.value.id);
  const accepted = await acceptor(world, ben)(link);
  assert.ok(accepted?.ok);
  assert.equal(accepted.value.contactId, preview.value.id, 'the preview has the look of the contact to be');
  await world.clock.advance(500);
  assert.deepEqual([contactOf(ann).name, contactOf(ann).state], ['Ben', 'active']);
  assert.deepEqual([contactOf(ben).name, contactOf(ben).state], ['Ann', 'active']);
  assert.deepEqual(ann.client().view().invitations, []);
  await ann.client().commands.openConversation(contactOf(ann).id);
  await ben.client().commands.openConversation(contactOf(ben).id);
  const numbers = [ann, ben].map(person => person.client().view().conversation?.safetyNumber);
  assert.equal(numbers[0], numbers[1]);
  assertAtRest(world);
});

test('an invitation serves one person; its maker cannot use it', async () => {
  const world = await createNamedWorld('Ann', 'Ben', 'Cleo');
  const [ann, ben, cleo] = world.people as [Person, Person, Person];
  const link = await invite(world, ann);
  assert.deepEqual(await acceptor(world, ann)(link), { ok: false, code: 'ownInvitation' });
  assert.equal((await acceptor(world, ben)(link))?.ok, true);
  await world.clock.advance(500);
  assert.deepEqual(await acceptor(world, cleo)(link), { ok: false, code: 'usedInvitation' });
  assert.deepEqual(await acceptor(world, ben)(link), { ok: false, code: 'usedInvitation' });
  assert.deepEqual(cleo.client().view().contacts, []);
  assert.equal(ben.client().view().contacts.length, 1);
  assertAtRest(world);
});

test('of two people who accept at the same moment one gets the contact', async () => {
  const world = await createNamedWorld('Ann', 'Ben', 'Cleo');
  const [ann, ben, cleo] = world.people as [Person, Person, Person];
  const link = await invite(world, ann);
  const both = Promise.all([ben, cleo].map(person => person.client().commands.acceptInvitation(link)));
  const outcomes = await world.run(both);
  await world.clock.advance(1000);
  assert.deepEqual(outcomes?.map(outcome => outcome.ok).sort(), [false, true]);
  assert.equal(ann.client().view().contacts.length, 1);
  assert.equal(ben.client().view().contacts.length + cleo.client().view().contacts.length, 1);
  assertAtRest(world);
});

test('a withdrawn, an unknown, an expired and a damaged invitation each say so', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  const withdrawn = await invite(world, ann);
  const [open] = ann.client().view().invitations;
  assert.ok(open);
  assert.equal((await world.run(ann.client().commands.withdrawInvitation(open.id)))?.ok, true);
  const accept = acceptor(world, ben);
  assert.deepEqual(await accept(withdrawn), { ok: false, code: 'unknownInvitation' });
  assert.deepEqual(await accept('https://sotto.test/invite#nonsense'), {
    ok: false,
    code: 'malformedInvitation',
  });
  const old = await invite(world, ann);
  for (const person of world.people) person.kill();
  await world.clock.advance(31 * DAY_MS);
  await ben.open();
  await world.clock.advance(500);
  assert.deepEqual(await accept(old), { ok: false, code: 'expiredInvitation' });
});

test('an invitation that the server exchanged is refused, and nothing is left of it', async () => {
  const world = await createNamedWorld('Ann', 'Ben', 'Eve');
  const [ann, ben, eve] = world.people as [Person, Person, Person];
  const link = await invite(world, ann);
  await invite(world, eve);
  const [, other] = world.server.stored();
  const swapped = other?.invitation;
  assert.ok(swapped);
  world.server.tamper = message =>
    message.t === 'invitation' ? { ...message, invitation: swapped } : message;
  assert.deepEqual(await acceptor(world, ben)(link), { ok: false, code: 'forgedInvitation' });
  assert.deepEqual(ben.client().view().contacts, []);
});

test('a blob that is no introduction makes no contact', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  const link = await invite(world, ann);
  world.server.tamper = message => {
    if (message.t !== 'delivery') return message;
    return { ...message, blob: new Uint8Array(message.blob.length) };
  };
  assert.equal((await acceptor(world, ben)(link))?.ok, true);
  await world.clock.advance(500);
  assert.deepEqual(ann.client().view().contacts, []);
});

test('an invitation is accepted while offline in between, and goes on with the next connection', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  const link = await invite(world, ann);
  world.server.intercept = message => {
    if (message.t !== 'createMailbox') return false;
    world.server.intercept = undefined;
    ben.setOnline(false);
    return true;
  };
  assert.equal((await acceptor(world, ben)(link))?.ok, true);
  assert.equal(contactOf(ben).state, 'pending');
  await ben.client().commands.sendText(contactOf(ben).id, 'written too early');
  ben.setOnline(true);
  await world.clock.advance(20_000);
  assert.equal(contactOf(ben).state, 'active');
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('an open invitation survives the loss of the server’s database', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  const link = await invite(world, ann);
  world.server.forget();
  await world.clock.advance(20_000);
  assert.equal((await acceptor(world, ben)(link))?.ok, true);
  await world.clock.advance(500);
  assert.equal(contactOf(ann).name, 'Ben');
  assertAtRest(world);
});

test('a new name reaches every contact, also those that are away', async () => {
  const world = await createNamedWorld('Ann', 'Ben', 'Cleo');
  const [ann, ben, cleo] = world.people as [Person, Person, Person];
  await introduce(world, ann, ben);
  await introduce(world, cleo, ann);
  cleo.kill();
  await ann.client().commands.setName('Anna');
  await world.clock.advance(500);
  assert.equal(contactOf(ben).name, 'Anna');
  await cleo.open();
  await world.clock.advance(500);
  assert.equal(contactOf(cleo).name, 'Anna');
  await ben.client().commands.renameContact(contactOf(ben).id, 'My Ann');
  await ann.client().commands.setName('Annie');
  await world.clock.advance(500);
  assert.equal(contactOf(ben).name, 'My Ann');
  assertAtRest(world);
});

test('a deleted contact is gone from the device, and its mailbox from the server', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  await ann.client().commands.sendText(contactOf(ann).id, 'soon forgotten');
  await world.clock.advance(500);
  const { id } = contactOf(ann);
  await ann.client().commands.openConversation(id);
  assert.equal((await world.run(ann.client().commands.deleteContact(id)))?.ok, true);
  await world.clock.advance(500);
  assert.deepEqual(ann.client().view().contacts, []);
  assert.equal(ann.client().view().conversation, undefined);
  assertNothingOf(ann, id);
  assert.equal(world.server.mailboxes(), 1);
  await ben.client().commands.sendText(contactOf(ben).id, 'are you there?');
  await world.clock.advance(2000);
  assert.equal(textsOf(ben, 'me')[0]?.delivery, 'sending');
});

test('a contact deleted while offline loses its mailbox with the next connection', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  const { id } = contactOf(ann);
  ann.setOnline(false);
  await world.clock.advance(100);
  assert.equal((await world.run(ann.client().commands.deleteContact(id)))?.ok, true);
  assertNothingOf(ann, id);
  assert.equal(world.server.mailboxes(), 2);
  ann.kill();
  ann.setOnline(true);
  await ann.open();
  await world.clock.advance(20_000);
  assert.equal(world.server.mailboxes(), 1);
  assertNothingLeft(ann);
});

test('deleting does not wait for a server that does not answer', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  world.server.intercept = message => message.t === 'deleteMailbox';
  assert.equal((await world.run(ann.client().commands.deleteContact(contactOf(ann).id), 1000))?.ok, true);
  assert.deepEqual(ann.client().view().contacts, []);
  world.server.intercept = undefined;
  await world.clock.advance(20_000);
  assert.equal(world.server.mailboxes(), 1);
  assertNothingLeft(ann);
});

test('whoever is deleted while it rings hears no more of the call', async () => {
  const world = await createNamedWorld('Ann', 'Ben');
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  await ann.client().commands.call(contactOf(ann).id, 'audio');
  await world.clock.advance(2000);
  assert.equal(ben.client().view().call?.stage, 'incoming');
  assert.equal((await world.run(ann.client().commands.deleteContact(contactOf(ann).id)))?.ok, true);
  await world.clock.advance(1000);
  assert.equal(ben.client().view().call, undefined);
  assertCallsOver(world);
});

function assertNothingLeft(person: Person): void {
  const keys = [...(person.stored().get('settings')?.keys() ?? [])];
  assert.deepEqual(
    keys.filter(key => key !== 'own'),
    [],
  );
}

function assertNothingOf(person: Person, id: string): void {
  for (const [table, entries] of person.stored()) {
    if (table !== 'settings')
      assert.deepEqual(
        [...entries.keys()].filter(key => key.includes(id)),
        [],
        table,
      );
    for (const value of entries.values()) assert.ok(!JSON.stringify(value).includes(id), table);
  }
}
