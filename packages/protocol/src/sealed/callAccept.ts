/** Callee → caller: accepted. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { type CallId, idSchema } from '../ids.ts';
import { callMediaSchema } from './media.ts';

export const callAcceptSchema = v.strictObject({
  k: v.literal('callAccept'),
  callId: idSchema<CallId>(),
  /** With the callee's camera, or sound only. */
  media: callMediaSchema,
  /** The round whose transport the callee holds ready; missing: the caller makes a fresh offer at once. */
  round: v.optional(counterSchema),
});
export type CallAccept = v.InferOutput<typeof callAcceptSchema>;
