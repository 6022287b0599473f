/** Either side: this call is over. A rejection sends nothing, so it is not among the reasons. */
import * as v from 'valibot';
import { type CallId, idSchema } from '../ids.ts';

/** Why a call ended, as told to the other side. */
export const endReasonSchema = v.picklist([
  /** Someone hung up during the call. */
  'hungUp',
  /** The sender's client began anew during the call: its page was reloaded or closed, or its device had slept. */
  'interrupted',
  /** The caller gave up, or its page is gone, before the call was accepted. */
  'gaveUp',
  /** No path for 90 s, or the connection could not be made. */
  'noPath',
  /** The device of the sender failed (no WebRTC, frame encryption unsupported). */
  'deviceFailed',
  /** An answer to an acceptance that came after the end: nobody is waiting any more. */
  'alreadyOver',
]);
/** Why a call ended, as told to the other side. */
export type EndReason = v.InferOutput<typeof endReasonSchema>;

export const callEndSchema = v.strictObject({
  k: v.literal('callEnd'),
  callId: idSchema<CallId>(),
  reason: endReasonSchema,
});
export type CallEnd = v.InferOutput<typeof callEndSchema>;
