/** Server → client, to who watches a link: how many are there now. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';

export const linkNewsSchema = v.strictObject({
  t: v.literal('linkNews'),
  linkId: idSchema<LinkId>(),
  /** In the call. */
  people: counterSchema,
  /** In the lobby. To the host only. */
  waiting: v.optional(counterSchema),
  /** Notes that lie there. To the host only. */
  notes: v.optional(counterSchema),
});
export type LinkNews = v.InferOutput<typeof linkNewsSchema>;
