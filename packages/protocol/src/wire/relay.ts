/** Server → client: relay credentials (TURN REST scheme: HMAC over expiry and a fresh opaque id per request). */
import * as v from 'valibot';
import { counterSchema, timeSchema } from '../codec.ts';

const shortText = v.pipe(v.string(), v.maxLength(512));

export const relaySchema = v.strictObject({
  t: v.literal('relay'),
  n: counterSchema,
  /** `turn:` and `turns:` URLs, best first (UDP, TCP, TLS). */
  urls: v.pipe(v.array(shortText), v.minLength(1), v.maxLength(16)),
  username: shortText,
  credential: shortText,
  /** When the credentials end. */
  expires: timeSchema,
});
export type Relay = v.InferOutput<typeof relaySchema>;
