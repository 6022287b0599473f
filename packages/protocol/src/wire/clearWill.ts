/** Client → server: forget my will for this mailbox. Answered by `ok`, also when there is none. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';

export const clearWillSchema = v.strictObject({
  t: v.literal('clearWill'),
  n: counterSchema,
  sendId: idSchema<SendId>(),
});
export type ClearWill = v.InferOutput<typeof clearWillSchema>;
