/** `readNotes`: the sealed notes at a link, for its host alone. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { NoteId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import type { ReadNotes } from '@sotto/protocol/wire/readNotes';
import type { Context } from '../../context.ts';
import { findHostedLink } from '../../link/links.ts';
import type { Session } from '../session.ts';
import { settle } from '../settle.ts';

/** Handles a `readNotes` message (see the head of this file). */
export function handleReadNotes({ clock, database }: Context, session: Session, message: ReadNotes): void {
  database.commits.add(
    () => {
      const found = findHostedLink(database, 'readNotes', session.nonce, message, clock.now());
      return found.ok ? success(database.linkNotes.byLink.all({ link: found.value.key })) : found;
    },
    outcome =>
      settle(session, message.n, outcome, rows => {
        const notes = rows.map(({ noteId, bytes }) => ({ noteId: noteId as NoteId, note: bytes as Bytes }));
        session.tell({ t: 'notes', n: message.n, notes });
      }),
  );
}
