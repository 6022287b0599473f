/** Statements on `invitation`. */
import { type Preparer, prepareStatement } from './statement.ts';

/** The prepared statements. */
export type InvitationStatements = ReturnType<typeof prepareInvitationStatements>;

/** Prepares the statements. */
export function prepareInvitationStatements(preparer: Preparer) {
  return {
    insert: prepareStatement<{ mailbox: number; bytes: Uint8Array }>(preparer, (builder, parameter) =>
      builder.insertInto('invitation').values({ mailbox: parameter('mailbox'), bytes: parameter('bytes') }),
    ),
    byMailbox: prepareStatement<{ mailbox: number }, { readonly bytes: Uint8Array }>(
      preparer,
      (builder, parameter) =>
        builder.selectFrom('invitation').select('bytes').where('mailbox', '=', parameter('mailbox')),
    ),
    remove: prepareStatement<{ mailbox: number }>(preparer, (builder, parameter) =>
      builder.deleteFrom('invitation').where('mailbox', '=', parameter('mailbox')),
    ),
    /** Removes up to `most` invitations whose time to be used ended before `time`. */
    removeExpired: prepareStatement<{ time: number; most: number }>(preparer, (builder, parameter) =>
      builder
        .deleteFrom('invitation')
        .where('mailbox', 'in', query =>
          query
            .selectFrom('invitation')
            .innerJoin('mailbox', 'mailbox.key', 'invitation.mailbox')
            .select('invitation.mailbox')
            .where('mailbox.bindBefore', '<', parameter('time'))
            .limit(parameter('most')),
        ),
    ),
  };
}
