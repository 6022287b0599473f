/** The key under which the author is the host of call links (spec/link-keys.md, "Contacts"). */
import * as v from 'valibot';
import { bytesSchema } from '../codec.ts';

export const hostKeySchema = v.strictObject({
  k: v.literal('hostKey'),
  key: bytesSchema(32),
  /** Signature by `key` over the statement of `contactPseudonyms.ts`, good between these two contacts only. */
  proof: bytesSchema(64),
});
export type HostKeyMessage = v.InferOutput<typeof hostKeySchema>;
