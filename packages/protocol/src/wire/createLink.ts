/** Client → server: keep this call link. Answered by `ok`. */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
import { LINK_RECORD_SIZES } from '../limits.ts';
import { sizedSchema } from './blob.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const createLinkSchema = v.strictObject({
  t: v.literal('createLink'),
  n: counterSchema,
  linkId: idSchema<LinkId>(),
  /** Ed25519 public key of the host, made for this link alone. */
  adminKey: bytesSchema(32),
  /** Ed25519 public key whose private part follows from the token: whoever holds the link can prove it. */
  authKey: bytesSchema(32),
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: sizedSchema(LINK_RECORD_SIZES),
  /** Signature by `adminKey` over the statement of `linkStatement.ts`. */
  signature: bytesSchema(64),
});
export type CreateLink = v.InferOutput<typeof createLinkSchema>;
