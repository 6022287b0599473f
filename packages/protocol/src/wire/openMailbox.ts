/**
 * Client → server: deliver this mailbox to this socket from now on, beginning with what waits. Answered by `ok`,
 * then by `delivery` messages. The newest socket that opens a mailbox gets it alone.
 */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type ReceiveId } from '../ids.ts';

export const openMailboxSchema = v.strictObject({
  t: v.literal('openMailbox'),
  n: counterSchema,
  receiveId: idSchema<ReceiveId>(),
  /** Signature by the owner key over the `open` statement of `receiveId`. */
  proof: bytesSchema(64),
});
export type OpenMailbox = v.InferOutput<typeof openMailboxSchema>;
