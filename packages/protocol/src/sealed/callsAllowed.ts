/** Which calls the author accepts from the reader, told whenever that changes, so that call buttons can say why. */
import * as v from 'valibot';

/** Which calls somebody accepts: sound and picture, sound only, or none. */
export const callsAllowedSchema = v.picklist(['video', 'audio', 'none']);
/** Which calls somebody accepts: sound and picture, sound only, or none. */
export type CallsAllowed = v.InferOutput<typeof callsAllowedSchema>;

export const callsAllowedMessageSchema = v.strictObject({
  k: v.literal('callsAllowed'),
  calls: callsAllowedSchema,
});
