import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { clientMessageSchema } from '@sotto/protocol/wire/clientMessage';
import { serverMessageSchema } from '@sotto/protocol/wire/serverMessage';
import { DATABASE_FILE, openDatabase } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { createFakeClock } from '../testing/fakeClock.ts';
import { CLIENT_MESSAGE_WORDS } from './clientMessageWords.ts';
import { printSeenPage, SEEN_PAGE } from './printSeenPage.ts';
import { schemaToShapes } from './schemaPaths.testSupport.ts';
import { SERVER_MESSAGE_WORDS } from './serverMessageWords.ts';
import { BOOKKEEPING_WORDS, TABLE_WORDS } from './tableWords.ts';
import type { MessageWords } from './words.ts';

test('every table and column that the migrations make has its words, and no other has', async () => {
  const described = Object.entries({ ...TABLE_WORDS, ...BOOKKEEPING_WORDS }).map(
    ([table, { columns }]) => [table, Object.keys(columns).toSorted()] as const,
  );
  assert.deepEqual(Object.fromEntries(described), await readColumns());
});

test('every field of every message has its words, and no other has', () => {
  assert.deepEqual(wordsToPaths(CLIENT_MESSAGE_WORDS), schemaToPaths(clientMessageSchema));
  assert.deepEqual(wordsToPaths(SERVER_MESSAGE_WORDS), schemaToPaths(serverMessageSchema));
});

test('what is inside a field is walked through, too', () => {
  const paths = schemaToPaths(serverMessageSchema);
  assert.ok(paths['link']?.includes('terms.once'));
  assert.ok(paths['link']?.includes('cards[]'));
  assert.ok(paths['roomPeople']?.includes('people[].away'));
});

test('docs/what-the-server-sees.md is current', () => {
  const page = readFileSync(SEEN_PAGE, 'utf8');
  assert.equal(page, printSeenPage(page));
});

/** The columns by table, as a database has them that was just made. */
async function readColumns(): Promise<Readonly<Record<string, readonly string[]>>> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-columns-'));
  const observer = { committed: () => undefined, failed: () => undefined };
  await (await openDatabase(directory, observer, createFakeClock())).close();
  try {
    using file = new DatabaseSync(join(directory, DATABASE_FILE));
    const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        const columns = file.prepare('SELECT name FROM pragma_table_xinfo(?)').all(String(name));
        return [name, columns.map(column => String(column['name'])).toSorted()];
      }),
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

function schemaToPaths(schema: Parameters<typeof schemaToShapes>[0]) {
  return Object.fromEntries(schemaToShapes(schema).map(({ name, paths }) => [name, paths.toSorted()]));
}

function wordsToPaths(words: Readonly<Record<string, MessageWords>>) {
  return Object.fromEntries(
    Object.entries(words).map(([name, { fields }]) => [name, Object.keys(fields).toSorted()]),
  );
}
