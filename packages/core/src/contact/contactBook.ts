/**
 * All contacts in memory and in the store. Whoever changes a contact does so in its turn (`serially`) and through
 * `commit`, which writes first and remembers afterwards: memory never runs ahead of the store.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, ReceiveId } from '@sotto/protocol/ids';
import type { StoredCall } from '../call/storedCall.ts';
import type { ItemView } from '../client/view.ts';
import { indexWrites } from '../history/historyIndex.ts';
import type { Store, Write } from '../port/store.ts';
import { type ContactRecord, contactPrefix, itemKey, OPEN_TO_ALL } from './contactRecord.ts';

/** One durable step in a contact's life. What is left out stays as it is. */
export interface ContactChange {
  readonly record?: ContactRecord;
  /** New MLS state. */
  readonly group?: Bytes;
  /** Items to put, new or changed. */
  readonly items?: readonly ItemView[];
  readonly more?: readonly Write[];
}

/** The contacts of this device. */
export interface ContactBook {
  all(): readonly ContactRecord[];
  get(id: ContactId): ContactRecord | undefined;
  byReceiveId(receiveId: ReceiveId): ContactRecord | undefined;
  /** The contact's MLS state. Throws when there is no such contact. */
  group(id: ContactId): Bytes;
  /** Runs `step` after all earlier steps for this contact. */
  serially<Value>(id: ContactId, step: () => Promise<Value>): Promise<Value>;
  /** Writes a change as one atomic step. */
  commit(id: ContactId, change: ContactChange): Promise<void>;
  /** Removes a contact and everything about it, as one atomic step with `more`. */
  remove(id: ContactId, more?: readonly Write[]): Promise<void>;
  /** Calls `listener` after every change; `itemsChanged` tells whether the conversation changed with it. */
  onChange(listener: (id: ContactId, itemsChanged: boolean) => void): void;
}

/** Reads the contacts from the store. */
export async function loadContactBook(store: Store): Promise<ContactBook> {
  const records = new Map<ContactId, ContactRecord>();
  const groups = new Map<ContactId, Bytes>();
  const turns = new Map<ContactId, Promise<unknown>>();
  const listeners: ((id: ContactId, itemsChanged: boolean) => void)[] = [];
  for (const { key, value } of await store.list('contacts'))
    records.set(key as ContactId, { ...OPEN_TO_ALL, ...(value as ContactRecord) });
  for (const { key, value } of await store.list('groups')) groups.set(key as ContactId, value as Bytes);

  const tell = (id: ContactId, itemsChanged: boolean) => {
    for (const listener of listeners) listener(id, itemsChanged);
  };

  async function commit(id: ContactId, change: ContactChange): Promise<void> {
    const { record, group, items = [], more = [] } = change;
    const known = record ?? records.get(id);
    const updated = known === undefined ? undefined : withLastItem(known, items);
    const changes: readonly Write[] = [...items.map(item => itemWrite(id, item)), ...more];
    const writes = withIndex(changes);
    if (updated !== records.get(id)) writes.push({ table: 'contacts', key: id, value: updated });
    if (group !== undefined) writes.push({ table: 'groups', key: id, value: group });
    await store.write(writes);
    if (updated !== undefined) records.set(id, updated);
    if (group !== undefined) groups.set(id, group);
    tell(
      id,
      writes.some(({ table }) => table === 'items'),
    );
  }

  async function remove(id: ContactId, more: readonly Write[] = []): Promise<void> {
    await store.write([...withIndex(await removals(store, id)), ...more]);
    records.delete(id);
    groups.delete(id);
    tell(id, true);
  }

  return {
    all: () => [...records.values()],
    get: id => records.get(id),
    byReceiveId: receiveId => [...records.values()].find(record => record.mine.receiveId === receiveId),
    group: id => {
      const state = groups.get(id);
      if (state === undefined) throw new Error('no group of that contact');
      return state;
    },
    serially: (id, step) => {
      const before = turns.get(id) ?? Promise.resolve();
      const turn = before.then(step);
      turns.set(
        id,
        turn.catch(() => undefined),
      );
      return turn;
    },
    commit,
    remove,
    onChange: listener => listeners.push(listener),
  };
}

/** With every item goes its place in the history of calls. */
function withIndex(changes: readonly Write[]): Write[] {
  return changes.flatMap(change =>
    change.table === 'items'
      ? [change, ...indexWrites(change.key, change.value as ItemView | undefined)]
      : [change],
  );
}

/** The deletion of every entry about a contact. */
async function removals(store: Store, id: ContactId): Promise<readonly Write[]> {
  const tables = ['items', 'outbox', 'callMessages'] as const;
  const owned = await Promise.all(
    tables.map(async table =>
      (await store.list(table, contactPrefix(id))).map(
        ({ key }): Write => ({ table, key, value: undefined }),
      ),
    ),
  );
  const calls = (await store.list('calls')).filter(
    ({ value }) => (value as StoredCall).item.contactId === id,
  );
  return [
    { table: 'contacts', key: id, value: undefined },
    { table: 'groups', key: id, value: undefined },
    ...owned.flat(),
    ...calls.map(({ key }): Write => ({ table: 'calls', key, value: undefined })),
  ];
}

function itemWrite(id: ContactId, item: ItemView): Write {
  return { table: 'items', key: itemKey(id, item), value: item };
}

/** A contact's newest item is kept in its record, so that the list needs no other table. */
function withLastItem(record: ContactRecord, items: readonly ItemView[]): ContactRecord {
  const newest = items.reduce((latest, item) => {
    const isNewer = latest === undefined || item.at >= latest.at || item.id === latest.id;
    return isNewer ? item : latest;
  }, record.lastItem);
  if (newest === record.lastItem || newest === undefined) return record;
  return { ...record, lastItem: newest, lastActivity: Math.max(record.lastActivity, newest.at) };
}
