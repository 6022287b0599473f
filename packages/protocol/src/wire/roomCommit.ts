/** Server → client, to the people in the call, the committer included: the one commit on this epoch. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId, type RoomId, type SeatId } from '../ids.ts';
import { MAX_COMMIT_BYTES } from '../limits.ts';

export const roomCommitSchema = v.strictObject({
  t: v.literal('roomCommit'),
  linkId: idSchema<LinkId>(),
  roomId: idSchema<RoomId>(),
  /** The epoch that it ends. */
  epoch: counterSchema,
  by: idSchema<SeatId>(),
  commit: bytesUpToSchema(MAX_COMMIT_BYTES),
});
export type RoomCommit = v.InferOutput<typeof roomCommitSchema>;
