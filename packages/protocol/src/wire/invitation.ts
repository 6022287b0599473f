/** Server → client: the sealed invitation that request `n` asked for. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { MAX_INVITATION_BYTES } from '../limits.ts';

export const invitationSchema = v.strictObject({
  t: v.literal('invitation'),
  n: counterSchema,
  invitation: bytesUpToSchema(MAX_INVITATION_BYTES),
});
export type Invitation = v.InferOutput<typeof invitationSchema>;
