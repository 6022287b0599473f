/** `clearWill`: the sender's will for this mailbox is forgotten. */
import { failure, success } from '@sotto/protocol/result';
import type { ClearWill } from '@sotto/protocol/wire/clearWill';
import type { Context } from '../../context.ts';
import { removeWill } from '../../mailbox/storeWill.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `clearWill` message (see the head of this file). */
export function handleClearWill({ database, wills }: Context, session: Session, message: ClearWill): void {
  database.commits.add(
    () => {
      const sender = session.senders.get(message.sendId);
      if (sender === undefined) return failure('notSender');
      removeWill(database, sender.mailbox);
      return success(sender.mailbox);
    },
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        wills.clear(mailbox);
        session.confirm(message.n);
      }),
  );
}
