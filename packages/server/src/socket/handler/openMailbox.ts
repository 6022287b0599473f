/** `openMailbox`: the owner receives this mailbox here from now on; what waits follows the answer. */
import type { OpenMailbox } from '@sotto/protocol/wire/openMailbox';
import type { Context } from '../../context.ts';
import { findOwned, markOwnerSeen } from '../../mailbox/mailbox.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `openMailbox` message (see the head of this file). */
export function handleOpenMailbox(context: Context, session: Session, message: OpenMailbox): void {
  const { clock, database, deliveries } = context;
  database.commits.add(
    () => {
      const found = findOwned(database, 'open', session.nonce, message.receiveId, message.proof);
      if (found.ok) markOwnerSeen(database, found.value, clock.now());
      return found;
    },
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        // A socket that is gone again must not take the mailbox from one that lives.
        if (session.isClosed) return;
        session.confirm(message.n);
        deliveries.open(session, mailbox, message.receiveId);
      }),
  );
}
