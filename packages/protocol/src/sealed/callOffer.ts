/** Caller → callee: a fresh offer (next round) or an ICE restart (same round, next restart). The caller always offers. */
import * as v from 'valibot';
import { type CallId, idSchema } from '../ids.ts';
import { candidatesSchema, legSchema, sdpSchema } from './media.ts';

export const callOfferSchema = v.strictObject({
  k: v.literal('callOffer'),
  callId: idSchema<CallId>(),
  leg: legSchema,
  sdp: sdpSchema,
  candidates: candidatesSchema,
});
export type CallOffer = v.InferOutput<typeof callOfferSchema>;
