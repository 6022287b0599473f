/** `deleteMailbox`: the owner wants it forgotten. What is not there counts as forgotten. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { type Result, success } from '@sotto/protocol/result';
import type { DeleteMailbox } from '@sotto/protocol/wire/deleteMailbox';
import type { Context } from '../../context.ts';
import { findOwned, removeMailbox } from '../../mailbox/mailbox.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `deleteMailbox` message (see the head of this file). */
export function handleDeleteMailbox(context: Context, session: Session, message: DeleteMailbox): void {
  const { database, deliveries, wills } = context;
  database.commits.add(
    (): Result<number | undefined, ErrorCode> => {
      const found = findOwned(database, 'delete', session.nonce, message.receiveId, message.proof);
      if (found.ok) removeMailbox(database, found.value);
      return !found.ok && found.code === 'noMailbox' ? success(undefined) : found;
    },
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        if (mailbox !== undefined) {
          deliveries.forget(mailbox);
          wills.clear(mailbox);
        }
        session.confirm(message.n);
      }),
  );
}
