/** Client → server: everything up to `seq` in this mailbox is stored here and may be deleted there. Not answered. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type ReceiveId } from '../ids.ts';

export const acknowledgeSchema = v.strictObject({
  t: v.literal('acknowledge'),
  receiveId: idSchema<ReceiveId>(),
  seq: counterSchema,
});
export type Acknowledge = v.InferOutput<typeof acknowledgeSchema>;
