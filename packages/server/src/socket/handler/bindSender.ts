/** `bindSender`: this socket may send to the mailbox from now on. A will that waited for its sender rests again. */
import type { BindSender } from '@sotto/protocol/wire/bindSender';
import type { Context } from '../../context.ts';
import { bindSender } from '../../mailbox/mailbox.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `bindSender` message (see the head of this file). */
export function handleBindSender(context: Context, session: Session, message: BindSender): void {
  const { clock, database, wills } = context;
  database.commits.add(
    () => bindSender(database, session.nonce, message, clock.now()),
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        // A socket that is gone again must not hold a will that nobody would then release.
        if (session.isClosed) return;
        if (!session.senders.has(message.sendId)) {
          session.senders.set(message.sendId, { mailbox, isBroken: false });
        }
        wills.returned(mailbox, session);
        session.confirm(message.n);
      }),
  );
}
