/** Server → client: this socket has no place at the link any more. */
import * as v from 'valibot';
import { bytesUpToSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
import { MAX_NOTE_BYTES } from '../limits.ts';

export const roomEndedSchema = v.strictObject({
  t: v.literal('roomEnded'),
  linkId: idSchema<LinkId>(),
  /**
   * `revoked`, `expired`: the link is dead. `removed`: by a commit. `refused`: in the lobby. `replaced`: the host began
   * anew. `elsewhere`: another socket has the seat.
   */
  reason: v.picklist(['revoked', 'expired', 'removed', 'refused', 'replaced', 'elsewhere']),
  /** With `refused`: a sealed word from a host. */
  note: v.optional(bytesUpToSchema(MAX_NOTE_BYTES)),
});
export type RoomEnded = v.InferOutput<typeof roomEndedSchema>;
