/** Server → client: the notes that request `n` asked for, oldest first. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type NoteId } from '../ids.ts';
import { LINK_NOTE_SIZES, MAX_LINK_NOTES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const notesSchema = v.strictObject({
  t: v.literal('notes'),
  n: counterSchema,
  notes: v.pipe(
    v.array(v.strictObject({ noteId: idSchema<NoteId>(), note: sizedSchema(LINK_NOTE_SIZES) })),
    v.maxLength(MAX_LINK_NOTES),
  ),
});
export type NotesAnswer = v.InferOutput<typeof notesSchema>;
