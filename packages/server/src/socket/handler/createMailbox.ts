/** `createMailbox`: a new mailbox, counted against its address, with the invitation for its future sender. */
import { failure } from '@sotto/protocol/result';
import type { CreateMailbox } from '@sotto/protocol/wire/createMailbox';
import type { Context } from '../../context.ts';
import { createMailbox } from '../../mailbox/mailbox.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `createMailbox` message (see the head of this file). */
export function handleCreateMailbox(context: Context, session: Session, message: CreateMailbox): void {
  const { clock, database, limits, storage } = context;
  const wait = limits.mailboxesPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(message.n, 'rateLimited', wait);
    return;
  }
  database.commits.add(
    () =>
      storage.hasRoom()
        ? createMailbox(database, session.nonce, message, clock.now())
        : failure('storageFull'),
    outcome => settle(session, message.n, outcome, () => session.confirm(message.n)),
  );
}
