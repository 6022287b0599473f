/** Texts between whole clients in a simulated world: order, ticks, absence, and servers that fail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAtRest, assertSameTexts, textsOf } from '../sim/checks.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, type World } from '../sim/world.ts';

const DAY_MS = 86_400_000;

async function createPair(): Promise<{ world: World; ann: Person; ben: Person }> {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  await introduce(world, ann, ben);
  return { world, ann, ben };
}

async function write(person: Person, ...texts: readonly string[]): Promise<void> {
  const { id } = contactOf(person);
  for (const text of texts) assert.ok((await person.client().commands.sendText(id, text)).ok);
}

const wording = (person: Person, by: 'me' | 'contact') => textsOf(person, by).map(item => item.text);
const ticks = (person: Person) => textsOf(person, 'me').map(item => item.delivery);

test('a text is sending, then accepted by the server, then received by the device', async () => {
  const { world, ann, ben } = await createPair();
  ben.kill();
  ann.setOnline(false);
  await world.clock.advance(10);
  await write(ann, 'hello');
  assert.deepEqual(ticks(ann), ['sending']);
  ann.setOnline(true);
  await world.clock.advance(20_000);
  assert.deepEqual(ticks(ann), ['accepted']);
  await ben.open();
  await world.clock.advance(1000);
  assert.deepEqual(ticks(ann), ['received']);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('texts written on both sides at once arrive on both sides', async () => {
  const { world, ann, ben } = await createPair();
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([write(ann, `a${round}`, `a${round}+`), write(ben, `b${round}`, `b${round}+`)]);
    await world.clock.advance(round * 7);
  }
  await world.clock.advance(1000);
  assert.equal(textsOf(ann, 'contact').length, 10);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('what was written in the same moment, or waited for long, keeps its order', async () => {
  const { world, ann, ben } = await createPair();
  ann.setOnline(false);
  await world.clock.advance(10);
  const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`);
  await write(ann, ...texts);
  ann.setOnline(true);
  ben.kill();
  await world.clock.advance(30_000);
  await ben.open();
  await world.clock.advance(3000);
  assert.deepEqual(wording(ann, 'me'), texts);
  assert.deepEqual(wording(ben, 'contact'), texts);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('unread texts are counted until the conversation is opened', async () => {
  const { world, ann, ben } = await createPair();
  await write(ann, 'one', 'two');
  await world.clock.advance(500);
  assert.equal(contactOf(ben).unread, 2);
  assert.equal(contactOf(ben).lastItem?.kind, 'text');
  ben.kill();
  await ben.open();
  assert.equal(contactOf(ben).unread, 2);
  await ben.client().commands.openConversation(contactOf(ben).id);
  assert.equal(contactOf(ben).unread, 0);
  await write(ann, 'three');
  await world.clock.advance(500);
  assert.equal(contactOf(ben).unread, 0);
  await ben.client().commands.openConversation(undefined);
  await write(ann, 'four');
  await world.clock.advance(500);
  assert.equal(contactOf(ben).unread, 1);
  assertSameTexts(ann, ben);
});

test('a cleared conversation is empty, and goes on', async () => {
  const { world, ann, ben } = await createPair();
  ben.kill();
  await write(ann, 'before');
  await world.clock.advance(200);
  await ann.client().commands.clearConversation(contactOf(ann).id);
  assert.deepEqual(wording(ann, 'me'), []);
  await ben.open();
  await write(ben, 'answer');
  await write(ann, 'after');
  await world.clock.advance(1000);
  assert.deepEqual(wording(ann, 'me'), ['after']);
  assert.deepEqual(wording(ann, 'contact'), ['answer']);
  assert.deepEqual(wording(ben, 'contact'), ['before', 'after']);
  assertAtRest(world);
});

test('a full mailbox holds texts back and lets them follow in order', async () => {
  const { world, ann, ben } = await createPair();
  ben.kill();
  world.server.setQuota(3);
  const texts = Array.from({ length: 12 }, (_, index) => `text ${index}`);
  await write(ann, ...texts);
  await world.clock.advance(10_000);
  assert.deepEqual(ticks(ann).filter(tick => tick === 'accepted').length, 3);
  await ben.open();
  await world.clock.advance(60_000);
  assert.deepEqual(wording(ben, 'contact'), texts);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('texts survive a server that restarts in the middle', async () => {
  const { world, ann, ben } = await createPair();
  for (let round = 0; round < 4; round += 1) {
    await write(ann, `a${round}`, `a${round}+`);
    await write(ben, `b${round}`);
    await world.clock.advance(round * 4);
    world.server.setDown(true);
    await write(ann, `a${round}, later`);
    await world.clock.advance(6000);
    assert.equal(ann.client().view().connection, 'offline');
    world.server.setDown(false);
    await world.clock.advance(16_000);
    assert.equal(ann.client().view().connection, 'connected');
  }
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('a server that lost its database gets the mailboxes again, and messages flow', async () => {
  const { world, ann, ben } = await createPair();
  await write(ann, 'before');
  await world.clock.advance(500);
  world.server.forget();
  await world.clock.advance(1000);
  await write(ann, 'after');
  await write(ben, 'also after');
  await world.clock.advance(30_000);
  assert.deepEqual(wording(ben, 'contact'), ['before', 'after']);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('whoever was away when the database was lost makes the mailbox again on return', async () => {
  const { world, ann, ben } = await createPair();
  ben.kill();
  await world.clock.advance(1000);
  world.server.forget();
  await write(ann, 'into the void');
  await world.clock.advance(600_000);
  await ben.open();
  await world.clock.advance(310_000);
  assert.deepEqual(wording(ben, 'contact'), ['into the void']);
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('with a clock that is off by a day everything works, and the person is told', async () => {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people as [Person, Person];
  ann.kill();
  ann.clockAhead = DAY_MS;
  await ann.open();
  await world.clock.advance(500);
  await introduce(world, ann, ben);
  assert.equal(ann.client().view().connection, 'clockOff');
  await write(ann, 'tomorrow');
  await write(ben, 'today');
  await world.clock.advance(500);
  await write(ann, 'tomorrow, later');
  await world.clock.advance(500);
  const [read] = textsOf(ann, 'contact');
  assert.ok(read && Math.abs(read.at - (world.clock.now() + DAY_MS)) < 2000, 'by the own clock');
  assertSameTexts(ann, ben);
  assertAtRest(world);
});

test('a receipt that a crash prevented is sent by the next run', async () => {
  for (const write of [1, 2, 3, 4, 5, 6]) {
    const { world, ann, ben } = await createPair();
    ben.killAt({ at: 'write', count: ben.counts().writes + write, when: 'after' });
    await write3(ann);
    await world.clock.advance(2000);
    assert.equal(ben.isAlive(), false);
    await ben.open();
    await world.clock.advance(20_000);
    assertSameTexts(ann, ben);
    assertAtRest(world);
  }
});

const write3 = (person: Person) => write(person, 'one', 'two', 'three');
