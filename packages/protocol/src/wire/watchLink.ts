/** Client → server: tell me what goes on at this link, without being there. Answered by `ok`, then `linkNews` now and after every change. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const watchLinkSchema = v.strictObject({
  t: v.literal('watchLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Signature by the link's auth key over the `watchLink` statement of `linkId`; by its admin key with `asHost`. */
  proof: bytesSchema(64),
  /** Who waits and how many notes there are, too. */
  asHost: v.boolean(),
});
export type WatchLink = v.InferOutput<typeof watchLinkSchema>;
