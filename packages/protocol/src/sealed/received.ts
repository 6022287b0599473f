/** Receipt: these messages are stored on the receiver's device. */
import * as v from 'valibot';
import { type ItemId, idSchema } from '../ids.ts';
import { MAX_RECEIPTS } from '../limits.ts';

export const receivedSchema = v.strictObject({
  k: v.literal('received'),
  ids: v.pipe(v.array(idSchema<ItemId>()), v.minLength(1), v.maxLength(MAX_RECEIPTS)),
});
export type ReceiptMessage = v.InferOutput<typeof receivedSchema>;
