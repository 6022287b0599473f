/** Client → server: I would like to join. Answered by `ok`: this socket waits in the lobby. Again with the same seat and key: from another socket. */
import * as v from 'valibot';
import { bytesSchema, bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_CARD_BYTES, MAX_KNOCK_BYTES } from '../limits.ts';

export const knockSchema = v.strictObject({
  t: v.literal('knock'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Made by the client for this stay. */
  seat: idSchema<SeatId>(),
  /** Ed25519 public key for this stay: proves the seat on later sockets. */
  seatKey: bytesSchema(32),
  /** Sealed for the people in the call: key package, name, approval. */
  request: bytesUpToSchema(MAX_KNOCK_BYTES),
  /** Sealed name for those who read the link, shown once this person is in the call. */
  card: v.optional(bytesUpToSchema(MAX_CARD_BYTES)),
  /** Signature by the link's auth key over the `knock` statement of `linkId`, `seat`. */
  proof: bytesSchema(64),
});
export type Knock = v.InferOutput<typeof knockSchema>;
