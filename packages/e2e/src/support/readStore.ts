/** Reads what the app keeps on a person's device. */
import type { Page } from 'puppeteer-core';

/** An entry of a table; bytes come as hexadecimal text. */
export interface StoredEntry {
  readonly key: string;
  readonly value: unknown;
}

/** All entries of a table (`core/port/store.ts`) of the app in this page. */
export function readTable(page: Page, table: string): Promise<readonly StoredEntry[]> {
  return page.evaluate(async name => {
    const open = indexedDB.open('sotto');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const store = database.transaction(name).objectStore(name);
    const all = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [keys, values] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]);
    database.close();
    const toPlain = (_: string, value: unknown) => (value instanceof Uint8Array ? value.toHex() : value);
    return keys.map((key, index) => ({
      key: String(key),
      value: JSON.parse(JSON.stringify(values[index], toPlain)) as unknown,
    }));
  }, table);
}
