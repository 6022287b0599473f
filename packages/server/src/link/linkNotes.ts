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

/** Keeps a note. Saying the same again is fine. Errors: `notesFull`. */
export function keepNote(
  database: Database,
  { key: link }: LivingLink,
  { note, noteId }: LeaveNote,
): Result<undefined, ErrorCode> {
  const kept = database.linkNotes.byLink.all({ link });
  if (kept.some(each => each.noteId === noteId)) return success(undefined);
  if (kept.length >= MAX_LINK_NOTES) return failure('notesFull');
  database.linkNotes.insert.run({ link, noteId, bytes: note });
  return success(undefined);
}
