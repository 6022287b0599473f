/**
 * What one member of a room tells another in private (spec/keep-in-touch.md): others in the call cannot open it, not even
 * with the server's help. All are of one size.
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, decodeValue, encodeValue } from '../codec.ts';
import { idSchema, type WishId } from '../ids.ts';
import { TOKEN_BYTES } from '../link/inviteLink.ts';
import type { Result } from '../result.ts';
import { padToStep, unpadContent } from './padding.ts';

const STEP_BYTES = 128;
const id = idSchema<WishId>();

const confidenceSchema = v.variant('k', [
  /** To the host: I want to stay in touch. Said again until it is answered. */
  v.strictObject({ k: v.literal('contactWish'), id }),
  /** The host's app has it. */
  v.strictObject({ k: v.literal('contactWishHeard'), id }),
  /** The host agrees: the token of an invitation for this person alone (spec/invitation.md). */
  v.strictObject({ k: v.literal('contactInvitation'), id, token: bytesSchema(TOKEN_BYTES) }),
]);
/** Something told in private; `k` tells what. */
export type RoomConfidence = v.InferOutput<typeof confidenceSchema>;

/** The plaintext of a confidence. */
export function encodeRoomConfidence(confidence: RoomConfidence): Bytes {
  return padToStep(encodeValue(confidence), STEP_BYTES);
}

/** The confidence in a plaintext, or `malformed`. Never throws. */
export function decodeRoomConfidence(bytes: Uint8Array): Result<RoomConfidence, 'malformed'> {
  return decodeValue(confidenceSchema, unpadContent(bytes) ?? new Uint8Array());
}
