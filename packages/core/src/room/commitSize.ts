/** What the room takes of a commit and its welcome (spec/links.md, "Commits"). */
import type { Bytes } from '@sotto/protocol/bytes';
import { MAX_COMMIT_BYTES, MAX_ROOM_FRAME_BYTES, MAX_WELCOME_BYTES } from '@sotto/protocol/limits';

/** Ids, numbers and names of fields around a commit and its welcome. */
const ENVELOPE_BYTES = 2048;

/** A commit as the server gets it; a welcome when it adds somebody. */
interface SealedCommit {
  readonly commit: Bytes;
  readonly welcome: Bytes | undefined;
}

/** Whether the server would refuse a commit for its size. */
export function isTooLarge({ commit, welcome }: SealedCommit): boolean {
  const greeting = welcome?.length ?? 0;
  const isFrameTooLarge = commit.length + greeting + ENVELOPE_BYTES > MAX_ROOM_FRAME_BYTES;
  return isFrameTooLarge || commit.length > MAX_COMMIT_BYTES || greeting > MAX_WELCOME_BYTES;
}
