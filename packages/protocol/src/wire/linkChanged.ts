/** Server → client, to everybody at the link: its host changed it. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
import { LINK_RECORD_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const linkChangedSchema = v.strictObject({
  t: v.literal('linkChanged'),
  linkId: idSchema<LinkId>(),
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: sizedSchema(LINK_RECORD_SIZES),
});
export type LinkChanged = v.InferOutput<typeof linkChangedSchema>;
