/** `leaveNote`: somebody who holds the link leaves a word for its host, counted against the address. */
import { failure } from '@sotto/protocol/result';
import type { LeaveNote } from '@sotto/protocol/wire/leaveNote';
import type { Context } from '../../context.ts';
import { keepNote } from '../../link/linkNotes.ts';
import { findProvenLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `leaveNote` message (see the head of this file). */
export function handleLeaveNote(context: Context, session: Session, message: LeaveNote): void {
  const { clock, database, drawers, limits, storage, watchers } = context;
  const wait = limits.notesPerAddress.take(session.address);
  if (wait > 0) {
    session.refuse(message.n, 'rateLimited', wait);
    return;
  }
  database.commits.add(
    () => {
      const found = findProvenLink(database, 'leaveNote', session.nonce, message, clock.now());
      if (!found.ok) return found;
      if (!storage.hasRoom()) return failure('storageFull');
      return keepNote(database, drawers, found.value, message, session.address);
    },
    outcome =>
      settle(session, message.n, outcome, () => {
        session.confirm(message.n);
        watchers.changed(message.linkId);
      }),
  );
}
