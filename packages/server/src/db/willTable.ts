/** Statements on `will`. */
import { type Preparer, prepareStatement } from './statement.ts';

/** The prepared statements. */
export type WillStatements = ReturnType<typeof prepareWillStatements>;

/** Prepares the statements. */
export function prepareWillStatements(preparer: Preparer) {
  return {
    put: prepareStatement<{ mailbox: number; bytes: Uint8Array; time: number; wake: string }>(
      preparer,
      (builder, parameter) =>
        builder.replaceInto('will').values({
          mailbox: parameter('mailbox'),
          bytes: parameter('bytes'),
          time: parameter('time'),
          wake: parameter('wake'),
        }),
    ),
    byMailbox: prepareStatement<
      { mailbox: number },
      { readonly bytes: Uint8Array; readonly wake: string; readonly time: number }
    >(preparer, (builder, parameter) =>
      builder
        .selectFrom('will')
        .select(['bytes', 'wake', 'time'])
        .where('mailbox', '=', parameter('mailbox')),
    ),
    /** Mailboxes that have a will. */
    all: prepareStatement<Record<never, never>, { readonly mailbox: number }>(preparer, builder =>
      builder.selectFrom('will').select('mailbox'),
    ),
    remove: prepareStatement<{ mailbox: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('will').where('mailbox', '=', parameter('mailbox')),
    ),
    /** Mailboxes whose will was set before `time`. */
    before: prepareStatement<{ time: number; most: number }, { readonly mailbox: number }>(
      preparer,
      (builder, parameter) =>
        builder
          .selectFrom('will')
          .select('mailbox')
          .where('time', '<', parameter('time'))
          .limit(parameter('most')),
    ),
  };
}
