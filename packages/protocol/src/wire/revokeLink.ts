/** Client → server: end this call link for ever, and the call behind it. Answered by `ok`, also when it has ended. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const revokeLinkSchema = v.strictObject({
  t: v.literal('revokeLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Higher than the version that the server has. */
  version: counterSchema,
  /** Signature by the admin key over the statement of `linkStatement.ts`. */
  signature: bytesSchema(64),
});
export type RevokeLink = v.InferOutput<typeof revokeLinkSchema>;
