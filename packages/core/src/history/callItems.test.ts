/** What calls leave in the store: one atomic step per change, counted once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToId, type CallId, type ContactId, type ItemId } from '@sotto/protocol/ids';
import type { CallChange } from '../call/callNeeds.ts';
import { loadContactBook } from '../contact/contactBook.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { contactOf, createWorld, introduce } from '../sim/world.ts';
import { type CallItem, createCallItem, transitionCallItem } from './callItem.ts';
import { createCallItems } from './callItems.ts';

async function setUp(isOpen = false) {
  const world = await createWorld(['Ann', 'Ben']);
  const [ann, ben] = world.people;
  assert.ok(ann && ben);
  await introduce(world, ann, ben);
  const { id } = contactOf(ann);
  const store = createMemoryStore(ann.stored());
  const book = await loadContactBook(store);
  const items = createCallItems(
    store,
    book,
    () => isOpen,
    () => false,
  );
  const recordOf = () => {
    const record = book.get(id);
    assert.ok(record);
    return record;
  };
  const stored = () => [...(store.tables.get('items')?.values() ?? [])] as CallItem[];
  return { store, book, items, id, recordOf, stored };
}

function incoming(contactId: ContactId, number: number): CallItem {
  const callId = bytesToId<CallId>(new Uint8Array(16).fill(number));
  const id = bytesToId<ItemId>(new Uint8Array(16).fill(100 + number));
  return createCallItem({
    id,
    callId,
    contactId,
    mine: false,
    media: 'audio',
    at: 1_700_000_000_000 + number,
  });
}

function change(item: CallItem, isOver = false): CallChange {
  const { callId, contactId } = item;
  const kept = { item, stage: 'undecided', callSecret: undefined } as const;
  return { callId, contactId, stored: isOver ? undefined : kept, item, forgottenItem: undefined };
}

const missed = (item: CallItem) => transitionCallItem(item, { kind: 'unanswered' }, item.at + 5);

test('an item and the record of its call are one write', async () => {
  const { store, items, id, recordOf, stored } = await setUp();
  const item = incoming(id, 1);
  const writes = store.writes();
  await items.save(change(item));
  assert.equal(store.writes(), writes + 1);
  assert.deepEqual(stored(), [item]);
  assert.ok(store.tables.get('calls')?.has(item.callId));
  assert.deepEqual(recordOf().acceptableCalls, [item.callId]);
  await items.save(change(missed(item), true));
  assert.equal(store.writes(), writes + 2);
  assert.deepEqual(store.tables.get('calls')?.size, 0);
  assert.deepEqual(recordOf().acceptableCalls, []);
});

test('a missed call is unread once, unless the conversation is on screen', async () => {
  for (const [isOpen, unread] of [
    [false, 1],
    [true, 0],
  ] as const) {
    const { items, id, recordOf } = await setUp(isOpen);
    const item = incoming(id, 1);
    await items.save(change(item));
    await items.save(change(missed(item), true));
    await items.save(change(missed(item), true));
    assert.equal(recordOf().unread, unread);
  }
});

test('a call that never was takes its item along, and the item before is the newest again', async () => {
  const { items, id, recordOf, stored } = await setUp();
  const [first, second] = [missed(incoming(id, 1)), incoming(id, 2)];
  await items.save(change(first, true));
  await items.save(change(second));
  assert.equal(recordOf().lastItem?.id, second.id);
  await items.save({ ...change(second, true), item: undefined, forgottenItem: second.id });
  assert.deepEqual(
    stored().map(item => item.id),
    [first.id],
  );
  assert.equal(recordOf().lastItem?.id, first.id);
  assert.deepEqual(recordOf().acceptableCalls, []);
});

test('of a contact that is gone nothing is written again', async () => {
  const { store, book, items, id, stored } = await setUp();
  await items.save(change(incoming(id, 1)));
  await book.remove(id);
  await items.save(change(incoming(id, 2)));
  assert.deepEqual(stored(), []);
  assert.equal(store.tables.get('calls')?.size, 0);
});
