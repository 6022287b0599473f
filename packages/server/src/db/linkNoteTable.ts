/** Statements on `linkNote`. */
import { type Preparer, prepareStatement } from './statement.ts';

/** A note at a link. */
export interface LinkNoteRow {
  readonly noteId: string;
  readonly bytes: Uint8Array;
}

/** The prepared statements. */
export type LinkNoteStatements = ReturnType<typeof prepareLinkNoteStatements>;

/** Prepares the statements. */
export function prepareLinkNoteStatements(preparer: Preparer) {
  return {
    /** Oldest first. */
    byLink: prepareStatement<{ link: number }, LinkNoteRow>(preparer, (builder, parameter) =>
      builder
        .selectFrom('linkNote')
        .select(['noteId', 'bytes'])
        .where('link', '=', parameter('link'))
        .orderBy('key'),
    ),
    count: prepareStatement<{ link: number }, { readonly count: number }>(preparer, (builder, parameter) =>
      builder
        .selectFrom('linkNote')
        .select(column => column.fn.countAll<number>().as('count'))
        .where('link', '=', parameter('link')),
    ),
    insert: prepareStatement<{ link: number; noteId: string; bytes: Uint8Array }>(
      preparer,
      (builder, parameter) =>
        builder.insertInto('linkNote').values({
          link: parameter('link'),
          noteId: parameter('noteId'),
          bytes: parameter('bytes'),
        }),
    ),
    remove: prepareStatement<{ link: number; noteId: string }>(preparer, (builder, parameter) =>
      builder
        .deleteFrom('linkNote')
        .where('link', '=', parameter('link'))
        .where('noteId', '=', parameter('noteId')),
    ),
    removeAll: prepareStatement<{ link: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('linkNote').where('link', '=', parameter('link')),
    ),
  };
}
