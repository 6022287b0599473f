/** Client → server: a commit on this epoch. Answered by `ok` once it is the one; then everybody gets `roomCommit`. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_GROUP_BYTES, MAX_ROOM_PEOPLE } from '../limits.ts';

export const commitRoomSchema = v.strictObject({
  t: v.literal('commitRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** The epoch that it ends. */
  epoch: counterSchema,
  commit: bytesUpToSchema(MAX_GROUP_BYTES),
  /** For all whom it adds; missing when it adds nobody. */
  welcome: v.optional(bytesUpToSchema(MAX_GROUP_BYTES)),
  /** Whom it adds: seats in the lobby. */
  adds: v.pipe(v.array(idSchema<SeatId>()), v.maxLength(MAX_ROOM_PEOPLE)),
  /** Whom it removes; seats that have gone already may be among them. */
  removes: v.pipe(v.array(idSchema<SeatId>()), v.maxLength(MAX_ROOM_PEOPLE)),
});
export type CommitRoom = v.InferOutput<typeof commitRoomSchema>;
