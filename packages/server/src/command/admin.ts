/**
 * `admin`: what the operator does to a server, running or not. `admin links list` prints the call links that live (with
 * `all`, the dead ones too), `admin links revoke LINK` ends one; a call behind it ends within seconds.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isId } from '@sotto/protocol/ids';
import { textToCallLink, tokenToLinkId } from '@sotto/protocol/link/callLink';
import { problemToText, readConfig } from '../config/readConfig.ts';
import type { Environment } from '../config/readEnvironment.ts';
import { DATABASE_FILE } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { DAY_MS } from '../mailbox/mailbox.ts';

/** Carries a command out; returns the process's exit code: 0 done, 1 not possible, 2 not understood. */
export async function admin(environment: Environment, words: readonly string[]): Promise<number> {
  const [topic, action, argument, ...rest] = words;
  if (topic !== 'links' || rest.length > 0) return explain();
  const config = readConfig(environment);
  if (!config.ok) {
    for (const problem of config.problems) say(problemToText(problem));
    return 2;
  }
  const file = join(config.value.dataDirectory, DATABASE_FILE);
  if (action === 'list' && (argument === undefined || argument === 'all'))
    return withDatabase(file, database => listLinks(database, argument === 'all'));
  if (action !== 'revoke' || argument === undefined) return explain();
  const linkId = await readLinkId(argument);
  if (linkId !== undefined) return withDatabase(file, database => revokeLink(database, linkId));
  say('That is neither a call link nor the id of one.');
  return 2;
}

function explain(): number {
  say('Usage: admin links list [all]');
  say('       admin links revoke LINK    (the link itself, or its id as listed)');
  return 2;
}

/** The id follows from the token in the link, so somebody who reports a link need not know its id. */
async function readLinkId(text: string): Promise<string | undefined> {
  const link = textToCallLink(text);
  if (link !== undefined) return await tokenToLinkId(link.token);
  return isId(text) ? text : undefined;
}

/** Beside a running server: nothing is migrated, and each change is one short transaction. */
function withDatabase(file: string, use: (database: DatabaseSync) => number): number {
  if (!existsSync(file)) {
    say(`There is no database at ${file}.`);
    return 1;
  }
  using database = new DatabaseSync(file, { timeout: 5000 });
  const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'linkNote'").get();
  if (known !== undefined) return use(database);
  say('The database is of an older version; start the server once.');
  return 1;
}

const LIST = `
  SELECT "linkId", "state", "usedDay", "days", "once",
    (SELECT count(*) FROM "member" WHERE "link" = "link"."key") AS "people"
  FROM "link" ORDER BY "usedDay", "key"`;

function listLinks(database: DatabaseSync, isAll: boolean): number {
  for (const row of database.prepare(LIST).all()) {
    const { days, linkId, once, people, state, usedDay } = row;
    if (state !== 'active' && !isAll) continue;
    const lastUse = new Date(Number(usedDay) * DAY_MS).toISOString().slice(0, 10);
    const term = state === 'active' ? `${days} days${once === 1 ? ', one call' : ''}` : String(state);
    process.stdout.write(`${linkId}  last used ${lastUse}  ${term}  ${people} in the call\n`);
  }
  return 0;
}

const BURY = `
  UPDATE "link" SET "state" = 'revoked', "adminKey" = NULL, "authKey" = NULL, "record" = NULL
  WHERE "linkId" = ? AND "state" = 'active' RETURNING "key"`;

function revokeLink(database: DatabaseSync, linkId: string): number {
  database.exec('BEGIN IMMEDIATE');
  const key = database.prepare(BURY).get(linkId)?.['key'];
  if (key !== undefined)
    for (const table of ['room', 'member', 'roomCommit', 'linkNote'])
      database.prepare(`DELETE FROM "${table}" WHERE "link" = ?`).run(key);
  const state = database.prepare('SELECT "state" FROM "link" WHERE "linkId" = ?').get(linkId)?.['state'];
  database.exec('COMMIT');
  if (key !== undefined) say('Revoked. A call behind it ends within seconds.');
  else say(state === undefined ? 'This server has no such link.' : `This link was ${state} already.`);
  return state === undefined ? 1 : 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
