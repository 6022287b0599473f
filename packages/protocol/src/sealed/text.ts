/** A text message. */
import * as v from 'valibot';
import { timeSchema } from '../codec.ts';
import { type ItemId, idSchema } from '../ids.ts';
import { MAX_TEXT_LENGTH } from '../limits.ts';

export const textSchema = v.strictObject({
  k: v.literal('text'),
  id: idSchema<ItemId>(),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT_LENGTH)),
  /** The author's clock. */
  sentAt: timeSchema,
});
export type TextMessage = v.InferOutput<typeof textSchema>;
