/** Client → server: are you there? Answered by `ok`. Browsers cannot see WebSocket pings. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';

export const pingSchema = v.strictObject({ t: v.literal('ping'), n: counterSchema });
export type Ping = v.InferOutput<typeof pingSchema>;
