/** Either side: candidates gathered since the description of this leg left. */
import * as v from 'valibot';
import { type CallId, idSchema } from '../ids.ts';
import { candidatesSchema, legSchema } from './media.ts';

export const callCandidatesSchema = v.strictObject({
  k: v.literal('callCandidates'),
  callId: idSchema<CallId>(),
  leg: legSchema,
  candidates: candidatesSchema,
});
export type CallCandidates = v.InferOutput<typeof callCandidatesSchema>;
