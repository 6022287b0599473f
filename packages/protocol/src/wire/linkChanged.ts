/** Server → client, to everybody at the link: its host changed it. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
import { MAX_LINK_RECORD_BYTES } from '../limits.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const linkChangedSchema = v.strictObject({
  t: v.literal('linkChanged'),
  linkId: idSchema<LinkId>(),
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: bytesUpToSchema(MAX_LINK_RECORD_BYTES),
});
export type LinkChanged = v.InferOutput<typeof linkChangedSchema>;
