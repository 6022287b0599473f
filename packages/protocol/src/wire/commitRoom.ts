/** Client → server: a commit on this epoch. Answered by `ok` once it is the one; then everybody gets `roomCommit`. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import { MAX_ADDS, MAX_COMMIT_BYTES, MAX_ROOM_PEOPLE, MAX_WELCOME_BYTES } from '../limits.ts';

export const commitRoomSchema = v.strictObject({
  t: v.literal('commitRoom'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** The epoch that it ends. */
  epoch: counterSchema,
  commit: bytesUpToSchema(MAX_COMMIT_BYTES),
  /** For all whom it adds; missing when it adds nobody. */
  welcome: v.optional(bytesUpToSchema(MAX_WELCOME_BYTES)),
  /** Whom it adds: seats in the lobby. */
  adds: v.pipe(v.array(idSchema<SeatId>()), v.maxLength(MAX_ADDS)),
  /** Whom it removes; seats that have gone already may be among them. */
  removes: v.pipe(v.array(idSchema<SeatId>()), v.maxLength(MAX_ROOM_PEOPLE)),
});
export type CommitRoom = v.InferOutput<typeof commitRoomSchema>;
