/**
 * What two devices in a call tell each other over the data channel, sealed under the call's channel key
 * (spec/call.md, "Data channel"). Each carries a sequence number that only grows, so nothing old is believed.
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { counterSchema, decodeValue, encodeValue } from '../codec.ts';
import type { Result } from '../result.ts';
import { endReasonSchema } from './callEnd.ts';
import { callMediaSchema } from './media.ts';

/** What a device sends at the moment. Sent on every change and again after a reconnect. */
export const mediaStateSchema = v.strictObject({
  microphone: v.boolean(),
  camera: v.boolean(),
  screen: v.boolean(),
  held: v.boolean(),
  hand: v.boolean(),
});
/** What a device sends at the moment. */
export type MediaState = v.InferOutput<typeof mediaStateSchema>;

/** What a device's network asks of the other side. Sent on every change and again after a reconnect. */
export const networkStateSchema = v.strictObject({
  /** Little is to be sent, in both directions. */
  savesData: v.boolean(),
  /** The camera is on, but its picture does not fit through. */
  isPicturePaused: v.boolean(),
});
/** What a device's network asks of the other side. */
export type NetworkState = v.InferOutput<typeof networkStateSchema>;

/** How high a picture is looked at, at most; pixels of the shorter edge. */
export const MAX_WATCHED_HEIGHT = 4320;

const channelMessageSchema = v.variant('k', [
  v.strictObject({ k: v.literal('state'), seq: counterSchema, state: mediaStateSchema }),
  v.strictObject({ k: v.literal('network'), seq: counterSchema, state: networkStateSchema }),
  /** In link calls: how high I look at your camera's picture, in pixels; 0 for not at all. */
  v.strictObject({
    k: v.literal('watch'),
    seq: counterSchema,
    height: v.pipe(counterSchema, v.maxValue(MAX_WATCHED_HEIGHT)),
  }),
  /** The same fact as `callAccept`, on the faster way. */
  v.strictObject({ k: v.literal('accept'), seq: counterSchema, media: callMediaSchema }),
  /** The same fact as `callEnd`, on the faster way. */
  v.strictObject({ k: v.literal('end'), seq: counterSchema, reason: endReasonSchema }),
]);

/** A message on the data channel; `k` tells which. */
export type ChannelMessage = v.InferOutput<typeof channelMessageSchema>;

/** The plaintext of a data channel message. */
export function encodeChannelMessage(message: ChannelMessage): Bytes {
  return encodeValue(message);
}

/** The message in a decrypted plaintext, or `malformed`. Never throws. */
export function decodeChannelMessage(plaintext: Uint8Array): Result<ChannelMessage, 'malformed'> {
  return decodeValue(channelMessageSchema, plaintext);
}
