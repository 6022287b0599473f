/** The {@link Store} port on IndexedDB: one object store per table, one transaction per write. */
import type { Store, TableName, Write } from '@sotto/core/port/store';
import { type IDBPDatabase, openDB } from 'idb';

const VERSION = 2;
const TABLES: readonly TableName[] = [
  'profile',
  'settings',
  'contacts',
  'invitations',
  'groups',
  'items',
  'outbox',
  'calls',
  'callMessages',
  'history',
];
/** Sorts behind every character that occurs in a key. */
const LAST = '\uffff';

/** Opens (or makes) the database. Rejects when the browser offers no storage. */
export async function openIndexedDbStore(name = 'sotto'): Promise<Store & { close(): void }> {
  const database = await openDB(name, VERSION, {
    upgrade(fresh) {
      for (const table of TABLES) if (!fresh.objectStoreNames.contains(table)) fresh.createObjectStore(table);
    },
  });
  return {
    get: (table, key) => database.get(table, key),
    list: (table, prefix = '', limit) => listEntries(database, table, prefix, limit),
    write: changes => writeAll(database, changes),
    clear: () => clearAll(database),
    close: () => database.close(),
  };
}

async function listEntries(
  database: IDBPDatabase,
  table: TableName,
  prefix: string,
  limit: number | undefined,
): Promise<readonly { key: string; value: unknown }[]> {
  const range = IDBKeyRange.bound(prefix, prefix + LAST);
  if (limit !== undefined) return listLast(database, table, range, limit);
  const transaction = database.transaction(table, 'readonly');
  const [keys, values] = await Promise.all([
    transaction.store.getAllKeys(range),
    transaction.store.getAll(range),
  ]);
  return keys.map((key, index) => ({ key: String(key), value: values[index] }));
}

async function listLast(
  database: IDBPDatabase,
  table: TableName,
  range: IDBKeyRange,
  limit: number,
): Promise<readonly { key: string; value: unknown }[]> {
  const entries: { key: string; value: unknown }[] = [];
  let cursor = await database.transaction(table, 'readonly').store.openCursor(range, 'prev');
  while (cursor !== null && entries.length < limit) {
    entries.push({ key: String(cursor.key), value: cursor.value });
    cursor = await cursor.continue();
  }
  return entries.reverse();
}

async function writeAll(database: IDBPDatabase, changes: readonly Write[]): Promise<void> {
  if (changes.length === 0) return;
  const tables = [...new Set(changes.map(change => change.table))];
  const transaction = database.transaction(tables, 'readwrite');
  const steps = changes.map(({ table, key, value }) => {
    const store = transaction.objectStore(table);
    return value === undefined ? store.delete(key) : store.put(value, key);
  });
  await Promise.all([...steps, transaction.done]);
}

async function clearAll(database: IDBPDatabase): Promise<void> {
  const transaction = database.transaction(TABLES, 'readwrite');
  await Promise.all([...TABLES.map(table => transaction.objectStore(table).clear()), transaction.done]);
}
