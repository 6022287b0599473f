/** `setWill`: the blob to send should this socket vanish. It replaces the sender's former will for this mailbox. */
import { failure, success } from '@sotto/protocol/result';
import type { SetWill } from '@sotto/protocol/wire/setWill';
import type { Context } from '../../context.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `setWill` message (see the head of this file). */
export function handleSetWill({ clock, database, wills }: Context, session: Session, message: SetWill): void {
  const { sendId, blob, wake } = message;
  database.commits.add(
    () => {
      const sender = session.senders.get(sendId);
      if (sender === undefined) return failure('notSender');
      const { mailbox } = sender;
      if (database.mailboxes.byKey.first({ key: mailbox }) === undefined) return failure('noMailbox');
      database.wills.put.run({ mailbox, bytes: blob, wake, time: clock.now() });
      return success(mailbox);
    },
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        wills.set(mailbox, session);
        session.confirm(message.n);
      }),
  );
}
