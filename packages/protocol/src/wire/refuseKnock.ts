/** Client → server, from the call: this person is not let in. Answered by `ok`. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_NOTE_BYTES } from '../limits.ts';

export const refuseKnockSchema = v.strictObject({
  t: v.literal('refuseKnock'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  /** Sealed word to the refused, signed by a host inside. */
  note: v.optional(bytesUpToSchema(MAX_NOTE_BYTES)),
});
export type RefuseKnock = v.InferOutput<typeof refuseKnockSchema>;
