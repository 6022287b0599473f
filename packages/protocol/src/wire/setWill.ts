/**
 * Client → server: if I vanish without clearing this, send that blob for me after the grace time. One will per
 * mailbox; a new one replaces it. It survives a server restart. Answered by `ok`.
 */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';
import { blobSchema, wakeSchema } from './blob.ts';

export const setWillSchema = v.strictObject({
  t: v.literal('setWill'),
  n: counterSchema,
  sendId: idSchema<SendId>(),
  blob: blobSchema,
  wake: wakeSchema,
});
export type SetWill = v.InferOutput<typeof setWillSchema>;
