/** Server → client, to the people in the call: somebody waits in the lobby. */
import * as v from 'valibot';
import { timeSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { KNOCK_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';

export const knockedSchema = v.strictObject({
  t: v.literal('knocked'),
  linkId: idSchema<LinkId>(),
  seat: idSchema<SeatId>(),
  /** Since when. */
  time: timeSchema,
  request: sizedSchema(KNOCK_SIZES),
});
export type Knocked = v.InferOutput<typeof knockedSchema>;
