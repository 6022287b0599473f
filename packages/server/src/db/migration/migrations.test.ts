import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Kysely } from 'kysely';
import { createFakeClock } from '../../testing/fakeClock.ts';
import { DATABASE_FILE, openDatabase } from '../database.ts';
import { createNodeSqliteDialect } from '../nodeSqlite.ts';
import { DatabaseSync } from '../sqlite.ts';
import { m0001Mailboxes } from './m0001Mailboxes.ts';

test('a database of the first version is brought up to date: wills count, owners are not taken for gone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-migration-'));
  const old = new DatabaseSync(join(directory, DATABASE_FILE));
  const builder = new Kysely<unknown>({ dialect: createNodeSqliteDialect(old) });
  await m0001Mailboxes.up(builder);
  old.exec(`
    CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
    CREATE TABLE kysely_migration_lock (id varchar(255) NOT NULL PRIMARY KEY, is_locked integer DEFAULT 0 NOT NULL);
    INSERT INTO kysely_migration VALUES ('0001Mailboxes', '2031-01-01T00:00:00.000Z');
    INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
    INSERT INTO mailbox (receiveId, sendId, ownerKey, blobCount, blobBytes) VALUES ('a', 'b', x'00', 2, 2048);
    INSERT INTO mailbox (receiveId, sendId, ownerKey, blobCount, blobBytes) VALUES ('c', 'd', x'00', 1, 1024);
    INSERT INTO will VALUES (1, zeroblob(4096), 5, 'none')`);
  await builder.destroy();
  const observer = { committed: () => undefined, failed: () => undefined };
  const database = await openDatabase(directory, observer, createFakeClock());
  assert.deepEqual({ ...database.mailboxes.room.first({ key: 1 }) }, { blobCount: 3, blobBytes: 6144 });
  assert.deepEqual({ ...database.mailboxes.room.first({ key: 2 }) }, { blobCount: 1, blobBytes: 1024 });
  assert.deepEqual(database.mailboxes.unseenBefore.all({ day: 100_000, most: 9 }), []);
  database.mailboxes.markUnknownSeen.run({ day: 22_000 });
  assert.equal(database.mailboxes.unseenBefore.all({ day: 22_001, most: 9 }).length, 2);
  assert.equal(database.links.byLinkId.first({ linkId: 'x' }), undefined);
  await database.close();
  await rm(directory, { recursive: true });
});
