/** Client → server: forget this mailbox, its blobs and its invitation. Answered by `ok`, also when it is gone already. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type ReceiveId } from '../ids.ts';

export const deleteMailboxSchema = v.strictObject({
  t: v.literal('deleteMailbox'),
  n: counterSchema,
  receiveId: idSchema<ReceiveId>(),
  /** Signature by the owner key over the `delete` statement of `receiveId`. */
  proof: bytesSchema(64),
});
export type DeleteMailbox = v.InferOutput<typeof deleteMailboxSchema>;
