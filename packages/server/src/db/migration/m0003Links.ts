/** Migration 3: call links and the calls behind them. The columns are explained in `../tables.ts`. */
import { type Kysely, type Migration, sql } from 'kysely';

/** Makes the four tables. A released migration is never edited. */
export const m0003Links: Migration = {
  up: async db => {
    await createLink(db);
    await createRoom(db);
  },
};

async function createLink(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('link')
    .addColumn('key', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('linkId', 'text', column => column.notNull().unique())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('adminKey', 'blob')
    .addColumn('authKey', 'blob')
    .addColumn('record', 'blob')
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('days', 'integer', column => column.notNull())
    .addColumn('once', 'integer', column => column.notNull())
    .addColumn('people', 'integer', column => column.notNull())
    .addColumn('usedDay', 'integer', column => column.notNull())
    .addColumn('wasUsed', 'integer', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await sql`CREATE INDEX "linkEnd" ON "link" ("usedDay" + "days") WHERE "state" = 'active'`.execute(db);
}

async function createRoom(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('room')
    .addColumn('link', 'integer', column => column.primaryKey())
    .addColumn('roomId', 'text', column => column.notNull())
    .addColumn('epoch', 'integer', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema
    .createTable('member')
    .addColumn('key', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('link', 'integer', column => column.notNull())
    .addColumn('seat', 'text', column => column.notNull())
    .addColumn('seatKey', 'blob', column => column.notNull())
    .addUniqueConstraint('memberSeat', ['link', 'seat'])
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema
    .createTable('roomCommit')
    .addColumn('link', 'integer', column => column.notNull())
    .addColumn('epoch', 'integer', column => column.notNull())
    .addColumn('seat', 'text', column => column.notNull())
    .addColumn('bytes', 'blob', column => column.notNull())
    .addPrimaryKeyConstraint('roomCommitEpoch', ['link', 'epoch'])
    .modifyEnd(sql`strict`)
    .execute();
}
