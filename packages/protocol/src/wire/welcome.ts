/** Server → client, first on every socket: the nonce to sign, the server's clock, and what it allows. */
import * as v from 'valibot';
import { bytesSchema, timeSchema } from '../codec.ts';
import { MAX_ROOM_PEOPLE } from '../limits.ts';
import { NONCE_BYTES } from './proof.ts';

export const welcomeSchema = v.strictObject({
  t: v.literal('welcome'),
  nonce: bytesSchema(NONCE_BYTES),
  /** The server's time, so that a client whose clock is off can say so. */
  time: timeSchema,
  /** Whether relay credentials can be had now. */
  relay: v.boolean(),
  /** Most people in one link call, whatever its host allows. */
  people: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MAX_ROOM_PEOPLE)),
});
export type Welcome = v.InferOutput<typeof welcomeSchema>;
