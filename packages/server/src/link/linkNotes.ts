/**
 * Notes that people leave at a link for its host (spec/link-notes.md). Every function runs inside a transaction and changes
 * nothing unless it succeeds. They go with the link.
 */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import { MAX_LINK_NOTES } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import type { LeaveNote } from '@sotto/protocol/wire/leaveNote';
import type { Database } from '../db/database.ts';
import type { LivingLink } from './links.ts';
import { type NoteDrawers, noteToGive } from './noteDrawers.ts';

/**
 * Keeps a note. Saying the same again is fine. In a full box another one may give its place to it.
 * Errors: `notesFull`.
 */
export function keepNote(
  database: Database,
  drawers: NoteDrawers,
  { key: link }: LivingLink,
  { note, noteId }: LeaveNote,
  address: string,
): Result<undefined, ErrorCode> {
  const kept = database.linkNotes.byLink.all({ link });
  if (kept.some(each => each.noteId === noteId)) return success(undefined);
  const drawer = drawers.drawerOf(link, address);
  if (kept.length >= MAX_LINK_NOTES) {
    const ids = kept.map(each => each.noteId);
    const given = noteToGive(drawers, ids, drawer);
    if (given === undefined) return failure('notesFull');
    database.linkNotes.remove.run({ link, noteId: given });
    drawers.remove(given);
  }
  database.linkNotes.insert.run({ link, noteId, bytes: note });
  drawers.put(noteId, drawer);
  return success(undefined);
}
