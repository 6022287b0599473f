/**
 * Kysely over the SQLite built into Node. Kysely's own SQLite dialect expects the better-sqlite3 interface; this
 * shows it `node:sqlite` in that shape, so that its compiler, adapter and migrator are used unchanged.
 */

import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { DatabaseSync, SQLInputValue, StatementSync } from './sqlite.ts';

/** The dialect over an open database. Destroying the Kysely instance closes the database. */
export function createNodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({ database: databaseToShape(database) });
}

function databaseToShape(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: sql => statementToShape(database.prepare(sql)),
  };
}

function statementToShape(statement: StatementSync): SqliteStatement {
  return {
    /** Whether it returns rows; `node:sqlite` has no such property, but a statement without columns has none. */
    reader: statement.columns().length > 0,
    all: parameters => statement.all(...(parameters as SQLInputValue[])),
    run: parameters => statement.run(...(parameters as SQLInputValue[])),
    iterate: parameters => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
