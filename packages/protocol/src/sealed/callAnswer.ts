/** Callee → caller: the answer to the offer of this leg. Says nothing about what the person decided. */
import * as v from 'valibot';
import { type CallId, idSchema } from '../ids.ts';
import { candidatesSchema, legSchema, sdpSchema } from './media.ts';

export const callAnswerSchema = v.strictObject({
  k: v.literal('callAnswer'),
  callId: idSchema<CallId>(),
  leg: legSchema,
  sdp: sdpSchema,
  candidates: candidatesSchema,
});
export type CallAnswer = v.InferOutput<typeof callAnswerSchema>;
