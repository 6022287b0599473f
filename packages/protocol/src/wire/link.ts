/** Server → client: the call link that request `n` asked for. */
import * as v from 'valibot';
import { bytesUpToSchema, counterSchema, timeSchema } from '../codec.ts';
import { MAX_CARD_BYTES, MAX_LINK_RECORD_BYTES, MAX_ROOM_PEOPLE } from '../limits.ts';
import { linkTermsSchema } from './linkTerms.ts';

export const linkSchema = v.strictObject({
  t: v.literal('link'),
  n: counterSchema,
  version: counterSchema,
  terms: linkTermsSchema,
  /** Sealed under a key from the link's token; the server cannot read it. */
  record: bytesUpToSchema(MAX_LINK_RECORD_BYTES),
  /** When it ends unless it is used before. */
  expires: timeSchema,
  /** People in the call now. */
  people: counterSchema,
  /** Their sealed names, of those who gave one. */
  cards: v.pipe(v.array(bytesUpToSchema(MAX_CARD_BYTES)), v.maxLength(MAX_ROOM_PEOPLE)),
});
export type LinkAnswer = v.InferOutput<typeof linkSchema>;
