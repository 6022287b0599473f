/** Client → server: hand this sealed blob to one person in the call, or to all others. Answered by `ok`; nothing of it is stored. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { blobSchema } from './blob.ts';

export const tellRoomSchema = v.strictObject({
  t: v.literal('tellRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  to: v.optional(idSchema<SeatId>()),
  blob: blobSchema,
});
export type TellRoom = v.InferOutput<typeof tellRoomSchema>;
