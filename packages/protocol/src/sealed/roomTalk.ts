/** What members of a room tell each other, as MLS messages signed by their leaf (spec/room.md, "Talk"). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, counterSchema, decodeValue, encodeValue } from '../codec.ts';
import { type ItemId, idSchema, type SeatId } from '../ids.ts';
import { HAND_OVER_PROOF_BYTES, MAX_ROOM_PEOPLE } from '../limits.ts';
import type { Result } from '../result.ts';
import { mediaStateSchema } from './channelMessage.ts';
import { candidatesSchema, legSchema, sdpSchema } from './media.ts';

/** Longest chat message in a call, in UTF-16 code units. */
export const MAX_CHAT_LENGTH = 2000;

/** Longest HPKE encapsulation; the product's has 1120 bytes. */
const MAX_KEM_BYTES = 2048;
const MAX_CONFIDENCE_BYTES = 512;

const to = idSchema<SeatId>();

const talkSchema = v.variant('k', [
  /** I am here, in this epoch. Sent after every commit and from time to time. */
  v.strictObject({ k: v.literal('alive'), epoch: counterSchema }),
  /** What I send, and my raised hand: its place in the order, 0 for none. To newcomers again. */
  v.strictObject({ k: v.literal('state'), seq: counterSchema, media: mediaStateSchema, hand: counterSchema }),
  v.strictObject({
    k: v.literal('chat'),
    id: idSchema<ItemId>(),
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CHAT_LENGTH)),
  }),
  v.strictObject({ k: v.literal('reaction'), emoji: v.pipe(v.string(), v.minLength(1), v.maxLength(16)) }),
  /** From a host: these people are to turn their microphones off. */
  v.strictObject({ k: v.literal('mute'), seats: v.pipe(v.array(to), v.maxLength(MAX_ROOM_PEOPLE)) }),
  /** An offer or an answer to one member. `secret` is the offerer's, for the data channel of the two. */
  v.strictObject({
    k: v.literal('description'),
    to,
    leg: legSchema,
    sdp: sdpSchema,
    candidates: candidatesSchema,
    secret: v.optional(bytesSchema(32)),
  }),
  v.strictObject({ k: v.literal('candidates'), to, leg: legSchema, candidates: candidatesSchema }),
  v.strictObject({ k: v.literal('restart'), to, round: counterSchema }),
  /** What only this member can open (`roomConfidence.ts`): an HPKE encapsulation and what is sealed under it. */
  v.strictObject({
    k: v.literal('private'),
    to,
    kem: bytesUpToSchema(MAX_KEM_BYTES),
    sealed: bytesUpToSchema(MAX_CONFIDENCE_BYTES),
  }),
  /** I go on in that seat, on another device. `proof` shows its owner that I am whom it means. */
  v.strictObject({ k: v.literal('handOver'), successor: to, proof: bytesSchema(HAND_OVER_PROOF_BYTES) }),
  /** I take over from that seat. `isReady`: I have a connection with everybody. */
  v.strictObject({ k: v.literal('takeOver'), predecessor: to, isReady: v.boolean() }),
]);
/** What a member says; `k` tells what about. */
export type RoomTalk = v.InferOutput<typeof talkSchema>;
/** What one member can open. */
export type PrivateTalk = Extract<RoomTalk, { k: 'private' }>;
/** What every member could open. */
export type OpenTalk = Exclude<RoomTalk, PrivateTalk>;

/** The plaintext of a talk. */
export function encodeRoomTalk(talk: RoomTalk): Bytes {
  return encodeValue(talk);
}

/** The talk in a plaintext, or `malformed`. Never throws. */
export function decodeRoomTalk(bytes: Uint8Array): Result<RoomTalk, 'malformed'> {
  return decodeValue(talkSchema, bytes);
}
