/** Caller → callee: I am calling. Carries the prepared offer, so that the transport can come up while it rings. */
import * as v from 'valibot';
import { timeSchema } from '../codec.ts';
import { type CallId, idSchema } from '../ids.ts';
import { callMediaSchema, candidatesSchema, sdpSchema } from './media.ts';

export const callInviteSchema = v.strictObject({
  k: v.literal('callInvite'),
  callId: idSchema<CallId>(),
  media: callMediaSchema,
  /** Offer of round 0. Missing when none could be prepared (no relay, no WebRTC yet): accept without an answer. */
  sdp: v.optional(sdpSchema),
  candidates: candidatesSchema,
  /** The caller's clock. */
  sentAt: timeSchema,
});
export type CallInvite = v.InferOutput<typeof callInviteSchema>;
