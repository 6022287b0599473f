/** Server → client: request `n` was refused and changed nothing. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { ERROR_CODES } from '../errorCode.ts';

export const errorSchema = v.strictObject({
  t: v.literal('error'),
  /** Missing when no request number could be read. */
  n: v.optional(counterSchema),
  code: v.picklist(ERROR_CODES),
  /** Milliseconds to wait before trying again. */
  retryAfter: v.optional(counterSchema),
});
export type WireError = v.InferOutput<typeof errorSchema>;
