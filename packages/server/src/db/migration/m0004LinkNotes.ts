/** Migration 4: notes that people leave at links. The columns are explained in `../tables.ts`. */
import { type Migration, sql } from 'kysely';

/** Makes the table. A released migration is never edited. */
export const m0004LinkNotes: Migration = {
  up: async db => {
    await db.schema
      .createTable('linkNote')
      .addColumn('key', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('link', 'integer', column => column.notNull())
      .addColumn('noteId', 'text', column => column.notNull())
      .addColumn('bytes', 'blob', column => column.notNull())
      .addUniqueConstraint('linkNoteId', ['link', 'noteId'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
