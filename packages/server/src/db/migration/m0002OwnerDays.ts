/** Migration 2: the day on which a mailbox's owner was last there, and wills counted in the mailbox's quota. */
import { type Migration, sql } from 'kysely';

/** Adds the column and counts the wills that are there. A released migration is never edited. */
export const m0002OwnerDays: Migration = {
  up: async db => {
    await db.schema.alterTable('mailbox').addColumn('seenDay', 'integer').execute();
    await db.schema.createIndex('mailboxSeenDay').on('mailbox').column('seenDay').execute();
    await sql`
      UPDATE "mailbox" SET
        "blobCount" = "blobCount" + 1,
        "blobBytes" = "blobBytes" + (SELECT length("bytes") FROM "will" WHERE "mailbox" = "mailbox"."key")
      WHERE "key" IN (SELECT "mailbox" FROM "will")`.execute(db);
  },
};
