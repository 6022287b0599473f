/** The key under which the author takes part in the reader's call links (spec/link-keys.md, "Contacts"). */
import * as v from 'valibot';
import { bytesSchema } from '../codec.ts';

export const pseudonymSchema = v.strictObject({
  k: v.literal('pseudonym'),
  /** The reader's key as a host, as the author was told it. */
  hostKey: bytesSchema(32),
  key: bytesSchema(32),
  /** Signature by `key` over the statement of `contactPseudonyms.ts`, good between these two contacts only. */
  proof: bytesSchema(64),
});
export type PseudonymMessage = v.InferOutput<typeof pseudonymSchema>;
