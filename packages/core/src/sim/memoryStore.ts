/**
 * A {@link Store} in memory for the simulator. It outlives the client that uses it, as a browser's storage outlives a
 * tab, and can end its user at any write: before it happened, or after it happened but before the user learnt so.
 */
import type { Store, TableName, Write } from '../port/store.ts';

/** At which write to end the user (counted from 1), and on which side of it. */
export interface KillPoint {
  readonly write: number;
  readonly when: 'before' | 'after';
}

/** The memory store and its handles for tests. */
export interface MemoryStore extends Store {
  /** Everything, as another run would find it. */
  readonly tables: ReadonlyMap<TableName, Map<string, unknown>>;
  /** Number of writes so far. */
  writes(): number;
  /** Ends the user at that write: neither it nor any later call ever settles, and `killed` is called. */
  killAt(point: KillPoint, killed: () => void): void;
  /** Ends the user now: no call of it ever settles again. */
  end(): void;
  /** The next user's view of the same data: unharmed. */
  reopen(): MemoryStore;
}

/** Makes a store, empty or with a copy of the tables of another one. */
export function createMemoryStore(tables: MemoryStore['tables'] = new Map()): MemoryStore {
  return openTables(structuredClone(tables) as Map<TableName, Map<string, unknown>>);
}

function openTables(tables: Map<TableName, Map<string, unknown>>): MemoryStore {
  let count = 0;
  let point: KillPoint | undefined;
  let killed = () => {};
  let isDead = false;

  const never = <Value>() => new Promise<Value>(() => {});
  const live = <Value>(value: () => Value): Promise<Value> =>
    isDead ? never<Value>() : Promise.resolve().then(() => (isDead ? never<Value>() : value()));

  function die(): Promise<never> {
    isDead = true;
    killed();
    return never<never>();
  }

  function tableOf(name: TableName): Map<string, unknown> {
    const table = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, table);
    return table;
  }

  async function write(changes: readonly Write[]): Promise<void> {
    if (isDead) return never();
    count += 1;
    const isPoint = count === point?.write;
    if (isPoint && point?.when === 'before') return die();
    for (const { table, key, value } of changes) {
      if (value === undefined) tableOf(table).delete(key);
      else tableOf(table).set(key, structuredClone(value));
    }
    return isPoint ? die() : undefined;
  }

  return {
    tables,
    writes: () => count,
    get: (table, key) => live(() => structuredClone(tableOf(table).get(key))),
    list: (table, prefix = '', limit) =>
      live(() => {
        const keys = [...tableOf(table).keys()].filter(key => key.startsWith(prefix)).sort();
        const wanted = limit === undefined ? keys : keys.slice(-limit);
        return wanted.map(key => ({ key, value: structuredClone(tableOf(table).get(key)) }));
      }),
    write,
    clear: () => live(() => tables.clear()),
    killAt: (at, onKilled) => {
      point = at;
      killed = onKilled;
    },
    end: () => {
      isDead = true;
    },
    reopen: () => openTables(tables),
  };
}
