/** Client → server: store this blob for the owner of the mailbox. Answered by `ok` once it is on disk (*accepted*). */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';
import { blobSchema, wakeSchema } from './blob.ts';

export const sendSchema = v.strictObject({
  t: v.literal('send'),
  n: counterSchema,
  sendId: idSchema<SendId>(),
  blob: blobSchema,
  wake: wakeSchema,
  /** After a refusal the server refuses what was sent behind it too (`outOfOrder`) until a message says `resume`. */
  resume: v.optional(v.literal(true)),
});
export type Send = v.InferOutput<typeof sendSchema>;
