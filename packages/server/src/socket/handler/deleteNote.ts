/** `deleteNote`: the host of a link has done with a note. */
import type { DeleteNote } from '@sotto/protocol/wire/deleteNote';
import type { Context } from '../../context.ts';
import { findHostedLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `deleteNote` message (see the head of this file). */
export function handleDeleteNote(context: Context, session: Session, message: DeleteNote): void {
  const { clock, database, drawers, watchers } = context;
  const { linkId, n, noteId } = message;
  database.commits.add(
    () => {
      const found = findHostedLink(database, 'deleteNote', session.nonce, message, clock.now());
      if (found.ok) database.linkNotes.remove.run({ link: found.value.key, noteId });
      return found;
    },
    outcome =>
      settle(session, n, outcome, () => {
        drawers.remove(noteId);
        session.confirm(n);
        watchers.changed(linkId);
      }),
  );
}
