/** `setWill`: the blob to send should this socket vanish. It replaces the sender's former will for this mailbox. */
import { failure } from '@sotto/protocol/result';
import type { SetWill } from '@sotto/protocol/wire/setWill';
import type { Context } from '../../context.ts';
import { storeWill } from '../../mailbox/storeWill.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `setWill` message (see the head of this file). */
export function handleSetWill(context: Context, session: Session, message: SetWill): void {
  const { clock, config, database, storage, wills } = context;
  const { sendId, blob, wake } = message;
  database.commits.add(
    () => {
      const sender = session.senders.get(sendId);
      if (sender === undefined) return failure('notSender');
      if (!storage.hasRoom()) return failure('storageFull');
      return storeWill(database, config.quota, sender.mailbox, { bytes: blob, wake, time: clock.now() });
    },
    outcome =>
      settle(session, message.n, outcome, mailbox => {
        wills.set(mailbox, session);
        session.confirm(message.n);
      }),
  );
}
