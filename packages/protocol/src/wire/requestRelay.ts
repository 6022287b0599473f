/** Client → server: fresh relay credentials, for one call. Answered by `relay`. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';

export const requestRelaySchema = v.strictObject({ t: v.literal('requestRelay'), n: counterSchema });
export type RequestRelay = v.InferOutput<typeof requestRelaySchema>;
