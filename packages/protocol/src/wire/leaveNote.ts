/** Client → server: keep this for the host of the link. Answered by `ok`, the very same again too. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type NoteId } from '../ids.ts';
import { LINK_NOTE_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const leaveNoteSchema = v.strictObject({
  t: v.literal('leaveNote'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Made by the client for this note. */
  noteId: idSchema<NoteId>(),
  /** Sealed for the host alone. */
  note: sizedSchema(LINK_NOTE_SIZES),
  /** Signature by the link's auth key over the `leaveNote` statement of `linkId`, `noteId`. */
  proof: bytesSchema(64),
});
export type LeaveNote = v.InferOutput<typeof leaveNoteSchema>;
