/** Server → client: a blob of a mailbox that this socket opened. Comes again on every opening until acknowledged. */
import * as v from 'valibot';
import { counterSchema, timeSchema } from '../codec.ts';
import { idSchema, type ReceiveId } from '../ids.ts';
import { blobSchema } from './blob.ts';

export const deliverySchema = v.strictObject({
  t: v.literal('delivery'),
  receiveId: idSchema<ReceiveId>(),
  /** Position in the mailbox: grows by one with each accepted blob, never reused. Starts at 1. */
  seq: counterSchema,
  /** When the server accepted it. */
  time: timeSchema,
  blob: blobSchema,
});
export type Delivery = v.InferOutput<typeof deliverySchema>;
