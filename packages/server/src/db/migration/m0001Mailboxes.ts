/** Migration 1: mailboxes, their blobs, invitations and wills. The columns are explained in `../tables.ts`. */
import { type Kysely, type Migration, sql } from 'kysely';

/** Makes the four tables. A released migration is never edited. */
export const m0001Mailboxes: Migration = {
  up: async db => {
    await createMailbox(db);
    await createBlob(db);
    for (const table of ['invitation', 'will'] as const) await createSideTable(db, table);
  },
};

async function createMailbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mailbox')
    .addColumn('key', 'integer', column => column.primaryKey().autoIncrement())
    .addColumn('receiveId', 'text', column => column.notNull().unique())
    .addColumn('sendId', 'text', column => column.notNull().unique())
    .addColumn('ownerKey', 'blob', column => column.notNull())
    .addColumn('senderKey', 'blob')
    .addColumn('bindBefore', 'integer')
    .addColumn('lastSeq', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('blobCount', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('blobBytes', 'integer', column => column.notNull().defaultTo(0))
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema
    .createIndex('mailboxBindBefore')
    .on('mailbox')
    .column('bindBefore')
    .where(sql.ref('bindBefore'), 'is not', null)
    .execute();
}

async function createBlob(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blob')
    .addColumn('id', 'integer', column => column.primaryKey())
    .addColumn('mailbox', 'integer', column => column.notNull())
    .addColumn('seq', 'integer', column => column.notNull())
    .addColumn('time', 'integer', column => column.notNull())
    .addColumn('bytes', 'blob', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('blobPosition').unique().on('blob').columns(['mailbox', 'seq']).execute();
}

async function createSideTable(db: Kysely<unknown>, table: 'invitation' | 'will'): Promise<void> {
  const start = db.schema
    .createTable(table)
    .addColumn('mailbox', 'integer', column => column.primaryKey())
    .addColumn('bytes', 'blob', column => column.notNull());
  const whole =
    table === 'invitation'
      ? start
      : start
          .addColumn('time', 'integer', column => column.notNull())
          .addColumn('wake', 'text', column => column.notNull());
  await whole.modifyEnd(sql`strict`).execute();
}
