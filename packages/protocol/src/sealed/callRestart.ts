/** Callee → caller: my path broke or my network changed; send an ICE restart for this round. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { type CallId, idSchema } from '../ids.ts';

export const callRestartSchema = v.strictObject({
  k: v.literal('callRestart'),
  callId: idSchema<CallId>(),
  round: counterSchema,
});
export type CallRestart = v.InferOutput<typeof callRestartSchema>;
