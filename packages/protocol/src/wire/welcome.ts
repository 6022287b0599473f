/** Server → client, first on every socket: the nonce to sign and the server's clock. */
import * as v from 'valibot';
import { bytesSchema, timeSchema } from '../codec.ts';
import { NONCE_BYTES } from './proof.ts';

export const welcomeSchema = v.strictObject({
  t: v.literal('welcome'),
  nonce: bytesSchema(NONCE_BYTES),
  /** The server's time, so that a client whose clock is off can say so. */
  time: timeSchema,
  /** Whether relay credentials can be had now. */
  relay: v.boolean(),
});
export type Welcome = v.InferOutput<typeof welcomeSchema>;
