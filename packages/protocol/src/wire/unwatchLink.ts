/** Client → server: no more news of this link. Answered by `ok`. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const unwatchLinkSchema = v.strictObject({
  t: v.literal('unwatchLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
});
export type UnwatchLink = v.InferOutput<typeof unwatchLinkSchema>;
