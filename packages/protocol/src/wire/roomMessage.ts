/** Server → client: a sealed blob from somebody in the call. */
import * as v from 'valibot';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { blobSchema } from './blob.ts';

export const roomMessageSchema = v.strictObject({
  t: v.literal('roomMessage'),
  linkId: idSchema<LinkId>(),
  from: idSchema<SeatId>(),
  blob: blobSchema,
});
export type RoomMessage = v.InferOutput<typeof roomMessageSchema>;
