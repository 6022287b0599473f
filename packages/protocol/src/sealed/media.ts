/** What kind of call it is, and the pieces of ICE and SDP that travel sealed. */
import * as v from 'valibot';
import { counterSchema } from '../codec.ts';
import { MAX_CANDIDATES, MAX_SDP_LENGTH } from '../limits.ts';

/** Sound only, or sound and picture. */
export const callMediaSchema = v.picklist(['audio', 'video']);
/** Sound only, or sound and picture. */
export type CallMedia = v.InferOutput<typeof callMediaSchema>;

/** A session description's text (RFC 8866). */
export const sdpSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SDP_LENGTH));

/** One ICE candidate (RFC 8839), as `RTCIceCandidateInit` has it. */
export const candidateSchema = v.strictObject({
  candidate: v.pipe(v.string(), v.maxLength(512)),
  sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(16))),
  sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
});
/** One ICE candidate. */
export type Candidate = v.InferOutput<typeof candidateSchema>;
export const candidatesSchema = v.pipe(v.array(candidateSchema), v.maxLength(MAX_CANDIDATES));

/**
 * Which connection of a call a description or candidate belongs to: `round` counts peer connections (0 is the one
 * prepared with the invitation), `restart` counts ICE restarts within one of them.
 */
export const legSchema = v.strictObject({ round: counterSchema, restart: counterSchema });
/** Which connection of a call a description or candidate belongs to. */
export type Leg = v.InferOutput<typeof legSchema>;
