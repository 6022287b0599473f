/** The conversation on screen: pages, and readings that overtake each other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadContactBook } from '../contact/contactBook.ts';
import type { Store } from '../port/store.ts';
import { assertSameTexts } from '../sim/checks.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';
import { createOpenConversation } from './openConversation.ts';

async function createPair(): Promise<{ world: World; ann: Person; ben: Person }> {
  const world = await createWorld(['Ann', 'Ben', 'Cleo']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  return { world, ann, ben };
}

const textsOnScreen = (person: Person) =>
  person
    .client()
    .view()
    .conversation?.items.map(item => (item.kind === 'text' ? item.text : item.kind));

test('a long conversation is shown from its end, older pages on request', async () => {
  const { world, ann, ben } = await createPair();
  const texts = Array.from({ length: 130 }, (_, index) => `text ${index}`);
  for (const text of texts) await ann.client().commands.sendText(contactOf(ann).id, text);
  await world.clock.advance(5000);
  await ben.client().commands.openConversation(contactOf(ben).id);
  assert.deepEqual(textsOnScreen(ben), texts.slice(-60));
  assert.equal(ben.client().view().conversation?.hasOlder, true);
  await ben.client().commands.loadOlder();
  assert.deepEqual(textsOnScreen(ben), texts.slice(-120));
  await ben.client().commands.loadOlder();
  assert.deepEqual(textsOnScreen(ben), texts);
  assert.equal(ben.client().view().conversation?.hasOlder, false);
  await ben.client().commands.openConversation(undefined);
  assert.equal(ben.client().view().conversation, undefined);
  await ben.client().commands.openConversation(contactOf(ben).id);
  assert.equal(textsOnScreen(ben)?.length, 60);
  assertSameTexts(ann, ben);
});

test('what arrives appears, and what is cleared disappears', async () => {
  const { world, ann, ben } = await createPair();
  await ben.client().commands.openConversation(contactOf(ben).id);
  await ann.client().commands.sendText(contactOf(ann).id, 'one');
  await world.clock.advance(500);
  assert.deepEqual(textsOnScreen(ben), ['one']);
  await ben.client().commands.clearConversation(contactOf(ben).id);
  assert.deepEqual(textsOnScreen(ben), []);
});

test('of two readings the one begun later is shown, whichever ends first', async () => {
  const { world, ann, ben } = await createPair();
  const cleo = world.people[2] as Person;
  await introduce(world, ann, cleo);
  const [first, second] = ann.client().view().contacts;
  assert.ok(first && second);
  const store = createMemoryStore(ann.stored());
  const held: (() => void)[] = [];
  const slow: Store = {
    ...store,
    list: async (...query) => {
      if (query[0] === 'items') await new Promise<void>(resolve => held.push(resolve));
      return store.list(...query);
    },
  };
  const conversation = createOpenConversation(slow, await loadContactBook(slow), () => undefined);
  const shown = [conversation.show(first.id), conversation.show(second.id)];
  held[1]?.();
  await shown[1];
  held[0]?.();
  await Promise.all(shown);
  assert.equal(conversation.view()?.contactId, second.id);
  assert.equal(ben.isAlive(), true);
});
