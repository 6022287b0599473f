/**
 * What survives a reload and a crash. Values are structured-clonable. One `write` is one atomic, durable step:
 * all of it is there afterwards or none. Every state change is written before a message about it leaves.
 */

/** The tables. A key is a text; keys sort as texts within their table. A platform makes all of them. */
export const TABLES = [
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
  'links',
  'linkCalls',
] as const;

/** Name of a table. */
export type TableName = (typeof TABLES)[number];

/** One change: `value` undefined deletes. */
export interface Write {
  readonly table: TableName;
  readonly key: string;
  readonly value: unknown;
}

/** Why a write is refused. `notOwner`: another tab has opened the store since. Nothing of this one is written any more. */
export type StoreRefusal = 'notOwner';

/** A durable table store. A write that is refused rejects with an error whose `code` is a {@link StoreRefusal}. */
export interface Store {
  /** The value under a key, or undefined. */
  get(table: TableName, key: string): Promise<unknown>;
  /** Entries whose key starts with `prefix`, in key order; the last `limit` of them when given. */
  list(
    table: TableName,
    prefix?: string,
    limit?: number,
  ): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
  /** Applies all changes or none; resolves when they are durable. */
  write(changes: readonly Write[]): Promise<void>;
  /** Removes everything. */
  clear(): Promise<void>;
}
