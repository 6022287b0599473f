/** Server → client: request `n` is done. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';

export const okSchema = v.strictObject({ t: v.literal('ok'), n: counterSchema });
export type Ok = v.InferOutput<typeof okSchema>;
