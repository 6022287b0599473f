/** Client → server: the sealed invitation under this send id. Answered by `invitation`; reading does not use it up. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';

export const readInvitationSchema = v.strictObject({
  t: v.literal('readInvitation'),
  n: counterSchema,
  sendId: idSchema<SendId>(),
});
export type ReadInvitation = v.InferOutput<typeof readInvitationSchema>;
