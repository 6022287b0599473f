/** Client → server: replace record and terms of this call link. Answered by `ok`; everybody at the link gets `linkChanged`. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
import { LINK_RECORD_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const updateLinkSchema = v.strictObject({
  t: v.literal('updateLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Higher than the version that the server has. */
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: sizedSchema(LINK_RECORD_SIZES),
  /** Signature by the admin key over the statement of `linkStatement.ts`. */
  signature: bytesSchema(64),
});
export type UpdateLink = v.InferOutput<typeof updateLinkSchema>;
