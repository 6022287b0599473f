/** Client → server: my seat goes on on this socket. Answered by `ok`, then by all that was missed. */
import * as v from 'valibot';
import { bytesSchema, bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_CARD_BYTES } from '../limits.ts';

export const attachRoomSchema = v.strictObject({
  t: v.literal('attachRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  /** The epoch of this member's group; missing while it waits for its welcome. */
  epoch: v.optional(counterSchema),
  card: v.optional(bytesUpToSchema(MAX_CARD_BYTES)),
  /** Signature by the seat key over the `attachRoom` statement of `linkId`, `seat`. */
  proof: bytesSchema(64),
});
export type AttachRoom = v.InferOutput<typeof attachRoomSchema>;
