/** Contacts in memory: never ahead of the store, whatever becomes of a write. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId } from '@sotto/protocol/ids';
import type { TextItemView } from '../client/view.ts';
import type { Store, Write } from '../port/store.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { contactOf, createWorld, introduce } from '../sim/world.ts';
import { loadContactBook } from './contactBook.ts';
import { itemKey } from './contactRecord.ts';

/** The book of somebody who has one contact, on a store whose writes a test can hold or refuse. */
async function setUp() {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people;
  assert.ok(ann && ben);
  await introduce(world, ann, ben);
  const { id } = contactOf(ann);
  const memory = createMemoryStore(ann.stored());
  const gate = { write: (changes: readonly Write[]) => memory.write(changes) };
  const store: Store = { ...memory, write: changes => gate.write(changes) };
  const book = await loadContactBook(store);
  const recordOf = () => {
    const record = book.get(id);
    assert.ok(record);
    return record;
  };
  return { memory, gate, store, book, id, recordOf };
}

function text(id: ContactId, at: number, name: string): TextItemView {
  const item = { kind: 'text', mine: true, text: name, at, delivery: 'sending' } as const;
  return { ...item, id: `${name}${id}`.slice(0, 22) as TextItemView['id'] };
}

test('a change is remembered when it is durable, not before', async () => {
  const { gate, book, id, recordOf, memory } = await setUp();
  const writing = Promise.withResolvers<void>();
  gate.write = async changes => {
    await writing.promise;
    await memory.write(changes);
  };
  const heard: boolean[] = [];
  book.onChange((_, itemsChanged) => heard.push(itemsChanged));
  const group = Uint8Array.of(1);
  const before = book.group(id);
  const committing = book.commit(id, { record: { ...recordOf(), localName: 'B' }, group });
  assert.equal(recordOf().localName, '');
  assert.equal(book.group(id), before);
  assert.deepEqual(heard, []);
  writing.resolve();
  await committing;
  assert.equal(recordOf().localName, 'B');
  assert.equal(book.group(id), group);
  assert.deepEqual(heard, [false]);
});

test('of a change that could not be stored nothing is remembered, and the next one can be made', async () => {
  const { gate, book, id, recordOf, memory } = await setUp();
  gate.write = () => Promise.reject(new Error('the disk is full'));
  const rename = (localName: string) =>
    book.serially(id, () => book.commit(id, { record: { ...recordOf(), localName } }));
  await assert.rejects(rename('lost'));
  assert.equal(recordOf().localName, '');
  gate.write = changes => memory.write(changes);
  await rename('kept');
  assert.equal(recordOf().localName, 'kept');
});

test('steps of a contact follow each other, those of two contacts do not wait for each other', async () => {
  const { book, id } = await setUp();
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const steps = [
    book.serially(id, async () => {
      await first.promise;
      order.push('first');
    }),
    book.serially(id, async () => void order.push('second')),
    book.serially('another' as ContactId, async () => void order.push('another')),
  ];
  await steps[2];
  first.resolve();
  await Promise.all(steps);
  assert.deepEqual(order, ['another', 'first', 'second']);
});

test('what the book knows is what another run reads', async () => {
  const { store, book, id, recordOf } = await setUp();
  await book.commit(id, { record: { ...recordOf(), unread: 4 }, items: [text(id, 5, 'hello')] });
  const again = await loadContactBook(store);
  assert.deepEqual(again.all(), book.all());
  assert.deepEqual(again.group(id), book.group(id));
  assert.equal(again.byReceiveId(recordOf().mine.receiveId)?.id, id);
  assert.ok(await store.get('items', itemKey(id, text(id, 5, 'hello'))));
});

test('the newest item is at hand without a look into the conversation', async () => {
  const { book, id, recordOf } = await setUp();
  const later = Date.now() + 1e12;
  await book.commit(id, { items: [text(id, later, 'new')] });
  await book.commit(id, { items: [text(id, later - 10, 'old')] });
  assert.equal(recordOf().lastItem?.at, later);
  assert.equal(recordOf().lastActivity, later);
  await book.commit(id, { items: [{ ...text(id, later, 'new'), delivery: 'received' }] });
  assert.equal((recordOf().lastItem as TextItemView).delivery, 'received');
});

test('a removed contact leaves nothing, in one step with what goes with it', async () => {
  const { memory, book, id, store } = await setUp();
  await book.commit(id, { items: [text(id, 5, 'hello')] });
  const item = { contactId: id };
  await store.write([
    { table: 'outbox', key: `${id}/1`, value: 1 },
    { table: 'callMessages', key: `${id}/1`, value: 1 },
    { table: 'calls', key: 'call', value: { item } },
    { table: 'calls', key: 'other', value: { item: { contactId: 'other' } } },
  ]);
  const writes = memory.writes();
  await book.remove(id, [{ table: 'settings', key: 'more', value: 1 }]);
  assert.equal(memory.writes(), writes + 1);
  for (const table of ['contacts', 'groups', 'items', 'outbox', 'callMessages'] as const)
    assert.equal(memory.tables.get(table)?.size, 0, table);
  assert.deepEqual([...(memory.tables.get('calls')?.keys() ?? [])], ['other']);
  assert.equal(memory.tables.get('settings')?.get('more'), 1);
  assert.deepEqual([book.all(), book.get(id)], [[], undefined]);
  assert.throws(() => book.group(id));
});
