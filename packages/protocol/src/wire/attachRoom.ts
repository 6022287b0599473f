/** Client → server: my seat continues on this socket. Answered by `ok`, then by all that was missed. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { CARD_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const attachRoomSchema = v.strictObject({
  t: v.literal('attachRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  /** The epoch of this member's group; missing while it waits for its welcome. */
  epoch: v.optional(counterSchema),
  card: v.optional(sizedSchema(CARD_SIZES)),
  /** Signature by the seat key over the `attachRoom` statement of `linkId`, `seat`. */
  proof: bytesSchema(64),
});
export type AttachRoom = v.InferOutput<typeof attachRoomSchema>;
