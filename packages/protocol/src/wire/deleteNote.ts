/** Client → server: forget this note at my link. Answered by `ok`, when it is gone already too. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type NoteId } from '../ids.ts';

export const deleteNoteSchema = v.strictObject({
  t: v.literal('deleteNote'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  noteId: idSchema<NoteId>(),
  /** Signature by the link's admin key over the `deleteNote` statement of `linkId`, `noteId`. */
  proof: bytesSchema(64),
});
export type DeleteNote = v.InferOutput<typeof deleteNoteSchema>;
