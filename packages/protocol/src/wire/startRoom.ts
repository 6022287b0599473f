/** Client → server: I begin the call, alone in a new group at epoch 0. Answered by `ok`, then `roomPeople`; `roomExists` when there is one. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { CARD_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const startRoomSchema = v.strictObject({
  t: v.literal('startRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  seatKey: bytesSchema(32),
  card: v.optional(sizedSchema(CARD_SIZES)),
  /** Signature by the link's auth key over the `startRoom` statement of `linkId`, `seat`. */
  proof: bytesSchema(64),
  /** Signature by the admin key over the `replaceRoom` statement of `linkId`, `seat`: a running call is ended for this one. */
  replace: v.optional(bytesSchema(64)),
});
export type StartRoom = v.InferOutput<typeof startRoomSchema>;
