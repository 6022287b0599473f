/** What the app keeps on a person's device. */
import type { JSHandle, Page } from 'puppeteer-core';

/** An entry of a table; bytes come as hexadecimal text. */
export interface StoredEntry {
  readonly key: string;
  readonly value: unknown;
}

/** Opens the app's store beside the app. Who asked closes it. */
export function openStore(page: Page): Promise<JSHandle<IDBDatabase>> {
  return page.evaluateHandle(() => {
    const open = indexedDB.open('sotto');
    return new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
  });
}

/** All entries of a table (`core/src/port/store.ts`) of the app in this page. */
export async function readTable(page: Page, table: string): Promise<readonly StoredEntry[]> {
  const store = await openStore(page);
  return store.evaluate(async (database, name) => {
    const entries = database.transaction(name).objectStore(name);
    const all = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [keys, values] = await Promise.all([all(entries.getAllKeys()), all(entries.getAll())]);
    database.close();
    const toPlain = (_: string, value: unknown) => (value instanceof Uint8Array ? value.toHex() : value);
    return keys.map((key, index) => ({
      key: String(key),
      value: JSON.parse(JSON.stringify(values[index], toPlain)) as unknown,
    }));
  }, table);
}
