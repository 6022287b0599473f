/** Server → client, last on a socket: why it closes. */
import * as v from 'valibot';

export const byeSchema = v.strictObject({
  t: v.literal('bye'),
  /** `stopping`: come back in a moment. `slow`: too much waited for this client. `idle`: no ping came. */
  reason: v.picklist(['stopping', 'slow', 'idle']),
});
export type Bye = v.InferOutput<typeof byeSchema>;
