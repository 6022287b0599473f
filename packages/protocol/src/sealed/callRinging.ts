/** Callee → caller: a device took the invitation. Sent on arrival, before anything is decided; the owner may switch it off. */
import * as v from 'valibot';
import { type CallId, idSchema } from '../ids.ts';

export const callRingingSchema = v.strictObject({ k: v.literal('callRinging'), callId: idSchema<CallId>() });
export type CallRinging = v.InferOutput<typeof callRingingSchema>;
