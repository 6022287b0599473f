/** Statements on `blob`. */
import { sql } from 'kysely';
import { type Preparer, prepareStatement } from './statement.ts';

/** A blob as it is delivered. */
export interface BlobRow {
  readonly seq: number;
  readonly time: number;
  readonly bytes: Uint8Array;
}

/** The prepared statements. */
export type BlobStatements = ReturnType<typeof prepareBlobStatements>;

/** Prepares the statements. */
export function prepareBlobStatements(preparer: Preparer) {
  return {
    ...prepareReading(preparer),
    insert: prepareStatement<{ mailbox: number; seq: number; time: number; bytes: Uint8Array }>(
      preparer,
      (builder, parameter) =>
        builder.insertInto('blob').values({
          mailbox: parameter('mailbox'),
          seq: parameter('seq'),
          time: parameter('time'),
          bytes: parameter('bytes'),
        }),
    ),
    /** Removes everything up to a position and returns the sizes. */
    removeUpTo: prepareStatement<{ mailbox: number; seq: number }, { readonly size: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .deleteFrom('blob')
          .where('mailbox', '=', parameter('mailbox'))
          .where('seq', '<=', parameter('seq'))
          .returning(sql<number>`length("bytes")`.as('size')),
    ),
    removeById: prepareStatement<{ id: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('blob').where('id', '=', parameter('id')),
    ),
    removeAll: prepareStatement<{ mailbox: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('blob').where('mailbox', '=', parameter('mailbox')),
    ),
  };
}

function prepareReading(preparer: Preparer) {
  return {
    /** Blobs from a position on, in order. */
    from: prepareStatement<{ mailbox: number; seq: number; most: number }, BlobRow>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('blob')
          .select(['seq', 'time', 'bytes'])
          .where('mailbox', '=', parameter('mailbox'))
          .where('seq', '>=', parameter('seq'))
          .orderBy('seq')
          .limit(parameter('most')),
    ),
    /** The blobs that arrived first, over all mailboxes. */
    oldest: prepareStatement<
      { most: number },
      { readonly id: number; readonly mailbox: number; readonly time: number; readonly size: number }
    >(preparer, (builder, parameter) =>
      builder
        .selectFrom('blob')
        .select(['id', 'mailbox', 'time', sql<number>`length("bytes")`.as('size')])
        .orderBy('id')
        .limit(parameter('most')),
    ),
  };
}
