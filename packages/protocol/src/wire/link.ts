/** Server → client: the call link that request `n` asked for. */
import * as v from 'valibot';
import { counterSchema, timeSchema } from '../codec.ts';
import { CARD_SIZES, LINK_RECORD_SIZES, MAX_ROOM_PEOPLE } from '../limits.ts';
import { sizedSchema } from './blob.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const linkSchema = v.strictObject({
  t: v.literal('link'),
  n: counterSchema,
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: sizedSchema(LINK_RECORD_SIZES),
  /** When it ends unless it is used before. */
  expires: timeSchema,
  /** People in the call now. */
  people: counterSchema,
  /** Their sealed names, of those who gave one. */
  cards: v.pipe(v.array(sizedSchema(CARD_SIZES)), v.maxLength(MAX_ROOM_PEOPLE)),
});
export type LinkAnswer = v.InferOutput<typeof linkSchema>;
