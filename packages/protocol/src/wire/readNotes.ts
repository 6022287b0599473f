/** Client → server: the notes that people have left at my link. Answered by `notes`. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const readNotesSchema = v.strictObject({
  t: v.literal('readNotes'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Signature by the link's admin key over the `readNotes` statement of `linkId`. */
  proof: bytesSchema(64),
});
export type ReadNotes = v.InferOutput<typeof readNotesSchema>;
