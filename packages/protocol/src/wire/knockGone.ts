/** Server → client, to the people in the call: this person waits no longer. */
import * as v from 'valibot';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';

export const knockGoneSchema = v.strictObject({
  t: v.literal('knockGone'),
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
});
export type KnockGone = v.InferOutput<typeof knockGoneSchema>;
