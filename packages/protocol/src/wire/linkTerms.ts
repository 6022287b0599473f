/** What the server must know of a call link to end it in time and to count its people (spec/links.md, "Terms"). */
import * as v from 'valibot';
import { MAX_LINK_DAYS, MAX_ROOM_PEOPLE } from '../limits.ts';

export const linkTermsSchema = v.strictObject({
  /** Days from the last use after which it expires. */
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LINK_DAYS)),
  /** Whether it expires with its first call. */
  once: v.boolean(),
  /** Most people in the call at the same time; the server may allow fewer. */
  people: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MAX_ROOM_PEOPLE)),
});
/** What the server must know of a call link. */
export type LinkTerms = v.InferOutput<typeof linkTermsSchema>;
