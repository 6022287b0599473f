/** `readInvitation`: the sealed invitation under a send id. Whoever asks knows the id, which is the secret of the link. */
import type { ReadInvitation } from '@sotto/protocol/wire/readInvitation';
import type { Context } from '../../context.ts';
import { readInvitation } from '../../mailbox/mailbox.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `readInvitation` message (see the head of this file). */
export function handleReadInvitation(context: Context, session: Session, message: ReadInvitation): void {
  const { clock, database } = context;
  const { n, sendId } = message;
  database.commits.add(
    () => readInvitation(database, sendId, clock.now()),
    outcome => settle(session, n, outcome, invitation => session.tell({ t: 'invitation', n, invitation })),
  );
}
