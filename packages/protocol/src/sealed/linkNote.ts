/** A note that somebody has left at a link, for its host alone (spec/link-notes.md). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, decodeValue, encodeValue, timeSchema } from '../codec.ts';
import { LINK_NOTE_SIZES, MAX_LINK_NOTE_LENGTH } from '../limits.ts';
import { TOKEN_BYTES } from '../link/inviteLink.ts';
import { nameSchema } from '../name.ts';
import type { Result } from '../result.ts';

const noteSchema = v.strictObject({
  /** As its author says; nobody answers for it. May be empty. */
  name: nameSchema,
  /** Empty only beside an invitation. */
  text: v.pipe(v.string(), v.maxLength(MAX_LINK_NOTE_LENGTH)),
  /** By its author's clock. */
  at: timeSchema,
  /** The token of an invitation by the author, who wants to stay in touch. */
  invitation: v.optional(bytesSchema(TOKEN_BYTES)),
});
/** What a note says. */
export type LinkNote = v.InferOutput<typeof noteSchema>;

const boxSchema = v.strictObject({
  /** An HPKE encapsulation. */
  kem: bytesUpToSchema(2048),
  sealed: bytesUpToSchema(Math.max(...LINK_NOTE_SIZES)),
});
/** A note sealed for the host, before it is sealed for those who hold the link. */
export type LinkNoteBox = v.InferOutput<typeof boxSchema>;

/** The plaintext of a note. */
export function encodeLinkNote(note: LinkNote): Bytes {
  return encodeValue(note);
}

/** The note in a plaintext, or `malformed`. Never throws. */
export function decodeLinkNote(bytes: Uint8Array): Result<LinkNote, 'malformed'> {
  return decodeValue(noteSchema, bytes);
}

/** The bytes of a sealed note. */
export function encodeLinkNoteBox(box: LinkNoteBox): Bytes {
  return encodeValue(box);
}

/** The sealed note in the bytes, or `malformed`. Never throws. */
export function decodeLinkNoteBox(bytes: Uint8Array): Result<LinkNoteBox, 'malformed'> {
  return decodeValue(boxSchema, bytes);
}
