/** Contacts at each other's links: who tells whom what, cards, contacts only, and what blocking does (spec/link-keys.md). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, itemsOf, type World } from '../sim/world.ts';
import type { LinkChange } from './linkCommands.ts';

async function withContacts(change: LinkChange = {}) {
  const world = await createWorld(['Ada', 'Ben', 'Cleo']);
  const [ada, ben, cleo] = world.people as [Person, Person, Person];
  await introduce(world, ada, ben);
  await introduce(world, ada, cleo);
  const made = await world.run(ada.client().commands.createLink('video', change));
  assert.ok(made?.ok);
  await world.clock.advance(1000);
  return { world, ada, ben, cleo, ...made.value };
}

async function open(world: World, person: Person, link: string) {
  await world.run(person.client().commands.openLink(link));
  return person.client().view().join ?? assert.fail();
}

test('a contact recognises its host, and the host the contact that it bans by blocking', async () => {
  const { world, ada, ben, link } = await withContacts();
  assert.equal((await open(world, ben, link)).host, contactOf(ben).id);
  const id = contactOf(ada, 'Ben').id;
  const bans = () =>
    ada
      .client()
      .view()
      .links[0]?.bans.map(({ name }) => name);
  await world.run(ada.client().commands.blockContact(id));
  await world.clock.advance(1000);
  assert.deepEqual(bans(), ['Ben']);
  const banned = await open(world, ben, link);
  assert.deepEqual([banned.state, banned.problem], ['problem', 'bannedLink'], 'reads so before it asks');
  const other = await world.run(ada.client().commands.createLink('voice'));
  assert.ok(other?.ok);
  assert.deepEqual(bans(), ['Ben'], 'a link that is made later bans at once');
  await world.run(ada.client().commands.unblockContact(id));
  await world.clock.advance(1000);
  assert.deepEqual(
    ada
      .client()
      .view()
      .links.map(each => each.bans),
    [[], []],
  );
  await world.clock.advance(5000);
  assert.equal(ben.client().view().join?.problem, undefined, 'on the page that is still open');
});

test('what could not be said to the server while offline is said when it is back, after a crash, too', async () => {
  const { world, ada } = await withContacts();
  const id = contactOf(ada, 'Ben').id;
  ada.setOnline(false);
  const blocking = ada.client().commands.blockContact(id);
  await world.run(blocking);
  ada.kill();
  ada.setOnline(true);
  await ada.open();
  await world.clock.advance(2000);
  assert.equal(ada.client().view().links[0]?.bans.length, 1);
});

test('a contact that answers only after it was blocked is banned then, and sees nothing of it', async () => {
  const world = await createWorld(['Ada', 'Ben']);
  const [ada, ben] = world.people as [Person, Person];
  await introduce(world, ada, ben);
  ben.kill();
  assert.ok((await world.run(ada.client().commands.createLink('video')))?.ok);
  await world.clock.advance(1000);
  await world.run(ada.client().commands.blockContact(contactOf(ada).id));
  await world.clock.advance(1000);
  assert.equal(ada.client().view().links[0]?.bans.length, 0);
  await ben.open();
  await world.clock.advance(2000);
  assert.deepEqual(
    ada
      .client()
      .view()
      .links[0]?.bans.map(({ name }) => name),
    ['Ben'],
  );
});

test('a card brings the link and the leave to come in', async () => {
  const { world, ada, ben, cleo, link, linkId } = await withContacts({ name: 'Choir', policy: 'contacts' });
  assert.equal((await open(world, ben, link)).hasToAsk, true);
  assert.ok((await world.run(ada.client().commands.shareLink(linkId, contactOf(ada, 'Ben').id)))?.ok);
  await world.clock.advance(6000);
  const [text] = itemsOf(ben);
  assert.equal(text?.kind === 'text' && text.text, `Choir\n${link}`);
  assert.equal((await open(world, ben, link)).hasToAsk, false);
  // Whoever got the link in another way asks, and is known to the host who is there.
  assert.equal((await open(world, cleo, link)).hasToAsk, true);
});

test('a blocked contact gets no card, and one that hosts nothing tells nobody its key', async () => {
  const { world, ada, ben, linkId } = await withContacts();
  const id = contactOf(ada, 'Ben').id;
  await world.run(ada.client().commands.blockContact(id));
  const shared = await world.run(ada.client().commands.shareLink(linkId, id));
  assert.deepEqual(shared, { ok: false, code: 'contactBlocked' });
  const stored = [...(ada.stored().get('contacts')?.values() ?? [])] as { theirHostKey?: unknown }[];
  assert.deepEqual(
    stored.map(({ theirHostKey }) => theirHostKey),
    [undefined, undefined],
  );
  assert.equal(ben.client().view().links.length, 0);
});

test('a contact is named a co-host and stays one until it is blocked', async () => {
  const { world, ada, ben, link, linkId } = await withContacts();
  const { commands } = ada.client();
  const id = contactOf(ada, 'Ben').id;
  assert.ok((await world.run(commands.setCoHost(linkId, id, true)))?.ok);
  const [coHost] = ada.client().view().links[0]?.coHosts ?? [];
  assert.equal(coHost?.name, 'Ben');
  assert.equal((await open(world, ben, link)).amHost, true);
  await world.run(commands.blockContact(id));
  await world.clock.advance(1000);
  const [mine] = ada.client().view().links;
  assert.deepEqual([mine?.coHosts.length, mine?.bans.length], [0, 1]);
  assert.ok((await world.run(commands.unbanFromLink(linkId, mine?.bans[0]?.id ?? '')))?.ok);
  assert.equal(ada.client().view().links[0]?.bans.length, 0);
});
