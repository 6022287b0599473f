/** Client → server: I leave the lobby or the call. Answered by `ok`, also when I am in neither. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const leaveRoomSchema = v.strictObject({
  t: v.literal('leaveRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
});
export type LeaveRoom = v.InferOutput<typeof leaveRoomSchema>;
