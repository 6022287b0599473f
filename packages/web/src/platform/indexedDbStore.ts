/**
 * The {@link Store} port on IndexedDB: one object store per table, one transaction per write. Whoever opens it takes the
 * next owner number, and each write looks in its own transaction whether its number is still the last one: a tab that
 * was frozen while its lock was stolen cannot write when it wakes, whatever it was about to do.
 */
import { type Store, type StoreRefusal, TABLES, type TableName, type Write } from '@sotto/core/port/store';
import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';

/** One more with each table that is added. */
const VERSION = 5;
/** Sorts behind every character that occurs in a key. */
const LAST = '\uffff';

/** Holds the number of the tab that may write. */
const OWNER = 'owner';
const NUMBER = 'number';

/**
 * Opens (or makes) the database and becomes its owner. Rejects when the browser offers no storage. `refused` is called
 * once, with the first write that comes after another tab became the owner.
 */
export async function openIndexedDbStore(
  name = 'sotto',
  refused: () => void = () => undefined,
): Promise<Store & { close(): void }> {
  const database = await openDB(name, VERSION, {
    upgrade(fresh) {
      for (const table of [...TABLES, OWNER])
        if (!fresh.objectStoreNames.contains(table)) fresh.createObjectStore(table);
    },
  });
  const write = createOwnWrite(database, await becomeOwner(database), refused);
  return {
    get: (table, key) => database.get(table, key),
    list: (table, prefix = '', limit) => listEntries(database, table, prefix, limit),
    write: changes => writeAll(write, changes),
    clear: () => write(TABLES, tables => TABLES.map(table => tables.objectStore(table).clear())),
    close: () => database.close(),
  };
}

/** Waits for writes that began before, and comes before all that begin later. */
async function becomeOwner(database: IDBPDatabase): Promise<number> {
  const transaction = database.transaction(OWNER, 'readwrite');
  const next = Number((await transaction.store.get(NUMBER)) ?? 0) + 1;
  await Promise.all([transaction.store.put(next, NUMBER), transaction.done]);
  return next;
}

type Tables = IDBPTransaction<unknown, string[], 'readwrite'>;
/** Carries out the requests that `change` makes in one transaction over those tables, if this is still the owner. */
type OwnWrite = (
  tables: readonly TableName[],
  change: (tables: Tables) => readonly Promise<unknown>[],
) => Promise<void>;

function createOwnWrite(database: IDBPDatabase, own: number, refused: () => void): OwnWrite {
  let isOwner = true;

  /** Asked first and answered first: when another number comes, nothing that was asked after it is kept. */
  async function check(tables: Tables): Promise<void> {
    if ((await tables.objectStore(OWNER).get(NUMBER)) === own) return;
    const isNews = isOwner;
    isOwner = false;
    tables.abort();
    if (isNews) refused();
  }

  return async (names, change) => {
    const tables = database.transaction([OWNER, ...names], 'readwrite');
    try {
      await Promise.all([check(tables), ...change(tables), tables.done]);
    } catch (problem) {
      throw isOwner ? problem : createRefusal('notOwner');
    }
  };
}

function createRefusal(code: StoreRefusal): Error {
  return Object.assign(new Error(code), { code });
}

/** Whether a write failed because this tab may not write any more. */
export function isRefusal(problem: unknown): boolean {
  const code: StoreRefusal = 'notOwner';
  return problem instanceof Error && 'code' in problem && problem.code === code;
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

async function writeAll(write: OwnWrite, changes: readonly Write[]): Promise<void> {
  if (changes.length === 0) return;
  const names = [...new Set(changes.map(change => change.table))];
  await write(names, tables =>
    changes.map(({ table, key, value }) => {
      const store = tables.objectStore(table);
      return value === undefined ? store.delete(key) : store.put(value, key);
    }),
  );
}
