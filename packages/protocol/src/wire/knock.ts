/** Client → server: I would like to join. Answered by `ok`: this socket waits in the lobby. Again with the same seat and key: from another socket. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { CARD_SIZES, KNOCK_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const knockSchema = v.strictObject({
  t: v.literal('knock'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Made by the client for this stay. */
  seat: idSchema<SeatId>(),
  /** Ed25519 public key for this stay: proves the seat on later sockets. */
  seatKey: bytesSchema(32),
  /** Sealed for the people in the call: key package, name, approval. */
  request: sizedSchema(KNOCK_SIZES),
  /** Sealed name for those who read the link, shown once this person is in the call. */
  card: v.optional(sizedSchema(CARD_SIZES)),
  /** Signature by the link's auth key over the `knock` statement of `linkId`, `seat`. */
  proof: bytesSchema(64),
});
export type Knock = v.InferOutput<typeof knockSchema>;
