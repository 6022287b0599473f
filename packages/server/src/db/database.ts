/** Opening the server's SQLite database: pragmas, migrations, prepared statements, group commit, closing. */
import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import type { Clock } from '../ops/clock.ts';
import { type BlobStatements, prepareBlobStatements } from './blobTable.ts';
import { createGroupCommit, type GroupCommit, type GroupCommitObserver } from './groupCommit.ts';
import { type InvitationStatements, prepareInvitationStatements } from './invitationTable.ts';
import { type LinkNoteStatements, prepareLinkNoteStatements } from './linkNoteTable.ts';
import { type LinkStatements, prepareLinkStatements } from './linkTable.ts';
import { type MailboxStatements, prepareMailboxStatements } from './mailboxTable.ts';
import { migrations } from './migration/migrations.ts';
import { createNodeSqliteDialect } from './nodeSqlite.ts';
import { prepareRoomStatements, type RoomStatements } from './roomTable.ts';
import { DatabaseSync } from './sqlite.ts';
import type { Tables } from './tables.ts';
import { prepareWillStatements, type WillStatements } from './willTable.ts';

/** File of the database, inside the data directory. */
export const DATABASE_FILE = 'sotto.db';

/**
 * Durability before speed: with FULL each commit is on disk before anybody is told so. FAST overwrites deleted
 * content wherever that costs no extra writing. Most blobs are fetched soon: a longer log (16 MiB) lets many of them
 * come and go without ever being copied into the main file.
 */
export const PRAGMAS = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA wal_autocheckpoint = 4000',
  'PRAGMA busy_timeout = 500',
  'PRAGMA secure_delete = FAST',
] as const;

/** The open database: the statements of each table, and the way to commit work. */
export interface Database {
  readonly mailboxes: MailboxStatements;
  readonly blobs: BlobStatements;
  readonly invitations: InvitationStatements;
  readonly wills: WillStatements;
  readonly links: LinkStatements;
  readonly rooms: RoomStatements;
  readonly linkNotes: LinkNoteStatements;
  readonly commits: GroupCommit;
  /** Bytes of the file that hold something, the running transaction included. */
  usedBytes(): number;
  /** Commits what is queued, then closes the file. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens or creates the database in `dataDirectory` and brings it up to date. Throws when the file cannot be used. */
export async function openDatabase(
  dataDirectory: string,
  observer: GroupCommitObserver,
  clock: Clock,
): Promise<Database> {
  const database = new DatabaseSync(join(dataDirectory, DATABASE_FILE));
  for (const pragma of PRAGMAS) database.exec(pragma);
  const builder = new Kysely<Tables>({ dialect: createNodeSqliteDialect(database) });
  await migrate(builder);
  const preparer = { database, builder };
  const commits = createGroupCommit(database, observer, clock);
  return {
    mailboxes: prepareMailboxStatements(preparer),
    blobs: prepareBlobStatements(preparer),
    invitations: prepareInvitationStatements(preparer),
    wills: prepareWillStatements(preparer),
    links: prepareLinkStatements(preparer),
    rooms: prepareRoomStatements(preparer),
    linkNotes: prepareLinkNoteStatements(preparer),
    commits,
    usedBytes: createMeasure(database),
    close: async () => {
      if (!database.isOpen) return;
      commits.flush();
      await builder.destroy();
    },
  };
}

function createMeasure(database: DatabaseSync): () => number {
  const [size, count, free] = ['page_size', 'page_count', 'freelist_count'].map(name => {
    const statement = database.prepare(`PRAGMA ${name}`);
    return () => Number(statement.get()?.[name]);
  }) as [() => number, () => number, () => number];
  const bytesPerPage = size();
  return () => (count() - free()) * bytesPerPage;
}

async function migrate(builder: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: builder, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
