/** Client → server: what is known of this call link. Answered by `link`; reading is no use. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const readLinkSchema = v.strictObject({
  t: v.literal('readLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Signature by the link's auth key over the `readLink` statement of `linkId`. */
  proof: bytesSchema(64),
});
export type ReadLink = v.InferOutput<typeof readLinkSchema>;
