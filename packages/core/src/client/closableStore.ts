/**
 * A store that ends with its client. MLS state that is written twice from one beginning would use a message key
 * twice, so nothing may be written any more once another tab can read.
 */
import type { Store, Write } from '../port/store.ts';

/** The store of one client's life. */
export interface ClosableStore extends Store {
  /** Lets no further write begin, and resolves when those under way are done. */
  close(): Promise<void>;
}

/** Wraps a store. After `close` a write never settles, as if the tab were gone: nothing that waits for it happens. */
export function createClosableStore(store: Store): ClosableStore {
  const running = new Set<Promise<void>>();
  let isClosed = false;

  function run(change: () => Promise<void>): Promise<void> {
    if (isClosed) return new Promise(() => undefined);
    const work = change();
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  }

  return {
    get: (table, key) => store.get(table, key),
    list: (table, prefix, limit) => store.list(table, prefix, limit),
    write: (changes: readonly Write[]) => run(() => store.write(changes)),
    clear: () => run(() => store.clear()),
    close: async () => {
      isClosed = true;
      await Promise.allSettled(running);
    },
  };
}
