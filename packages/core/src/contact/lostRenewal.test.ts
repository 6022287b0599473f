/** A blob with a commit that never arrives (spec/contact.md, "A lost renewal"), between whole clients. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSameTexts, textsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

async function write(world: World, person: Person, text: string): Promise<void> {
  await world.run(person.client().commands.sendText(contactOf(person).id, text));
  await world.clock.advance(1000);
}

/** Writes while the reader is away; the blobs expire on the server. */
async function writeInVain(world: World, author: Person, reader: Person): Promise<void> {
  reader.setOnline(false);
  await world.clock.advance(1000);
  await write(world, author, 'expires');
  for (const box of world.server.stored()) box.blobs = [];
  reader.setOnline(true);
  await world.clock.advance(5000);
}

const safetyNumberOf = async (world: World, person: Person) => {
  await world.run(person.client().commands.openConversation(contactOf(person).id));
  return person.client().view().conversation?.safetyNumber;
};

for (const first of ['inviter', 'invited'] as const) {
  for (const next of ['author', 'reader'] as const) {
    test(`lost blobs of the ${first}: the conversation goes on when the ${next} writes next`, async () => {
      const world = await createWorld(['Ann', 'Ben']);
      const [ann, ben] = world.people as [Person, Person];
      await introduce(world, ann, ben);
      const before = await safetyNumberOf(world, ann);
      for (let round = 0; round < 3; round++) {
        const [author, reader] = first === 'inviter' ? [ann, ben] : [ben, ann];
        await writeInVain(world, author, reader);
        await write(world, next === 'author' ? author : reader, 'notices');
        const texts = [`from author ${round}`, `from reader ${round}`] as const;
        await write(world, author, texts[0]);
        await write(world, reader, texts[1]);
        assert.equal(textsOf(reader, 'contact').at(-1)?.text, texts[0]);
        assert.equal(textsOf(author, 'contact').at(-1)?.text, texts[1]);
      }
      assert.equal(await safetyNumberOf(world, ann), before);
      assert.equal(await safetyNumberOf(world, ben), before);
      assert.equal(world.server.waiting(), 0);
    });
  }
}

test('texts that came before the repeated renewal are read after all, once and in order', async () => {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  for (const [author, reader] of [
    [ann, ben],
    [ben, ann],
  ] as const) {
    // After the receipt the turn to renew is the author's.
    await write(world, author, 'hello');
    await writeInVain(world, author, reader);
    // More than one request asks for the renewal, so there is more than one answer.
    reader.setOnline(false);
    await world.clock.advance(1000);
    for (let text = 0; text < 20; text++) await write(world, author, `early ${text}`);
    reader.setOnline(true);
    await world.clock.advance(5000);
    await write(world, author, 'late');
    assertSameTexts(ann, ben);
  }
});

test('what was written to somebody who was blocking comes neither then nor with a repeated renewal', async () => {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  await world.run(ben.client().commands.blockContact(contactOf(ben).id));
  await write(world, ann, 'blocked');
  await world.run(ben.client().commands.unblockContact(contactOf(ben).id));
  for (const person of [ben, ann]) await write(world, person, 'hello');
  await writeInVain(world, ann, ben);
  await write(world, ann, 'notices');
  assert.deepEqual(
    textsOf(ben, 'contact').map(({ text }) => text),
    ['hello', 'expires', 'notices'],
  );
});

test('nothing is asked for a blocked contact', async () => {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  await world.run(ben.client().commands.blockContact(contactOf(ben).id));
  await writeInVain(world, ann, ben);
  let sent = 0;
  world.server.intercept = message => {
    if (message.t === 'send') sent += 1;
    return false;
  };
  await write(world, ann, 'not read');
  assert.equal(sent, 1);
  world.server.intercept = undefined;
  await world.run(ben.client().commands.unblockContact(contactOf(ben).id));
  await write(world, ann, 'notices');
  await write(world, ann, 'read');
  assert.equal(textsOf(ben, 'contact').at(-1)?.text, 'read');
});
