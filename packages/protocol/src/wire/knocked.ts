/** Server → client, to the people in the call: somebody waits in the lobby. */
import * as v from 'valibot';
import { bytesUpToSchema, timeSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_KNOCK_BYTES } from '../limits.ts';

export const knockedSchema = v.strictObject({
  t: v.literal('knocked'),
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  /** Since when. */
  time: timeSchema,
  request: bytesUpToSchema(MAX_KNOCK_BYTES),
});
export type Knocked = v.InferOutput<typeof knockedSchema>;
