/** What is inside the sealed bytes that go into a room: requests to join, commits, welcomes (spec/group.md, "Bundles"). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, counterSchema, decodeValue, encodeValue } from '../codec.ts';
import { HAND_OVER_PROOF_BYTES, KNOCK_SIZES, MAX_WELCOME_BYTES } from '../limits.ts';
import { nameSchema } from '../name.ts';
import type { Result } from '../result.ts';
import { signedStatementSchema } from './roomStatement.ts';

/** Most statements in one bundle. */
export const MAX_STATEMENTS = 128;

const statementsSchema = v.pipe(v.array(signedStatementSchema), v.maxLength(MAX_STATEMENTS));

const joinRequestSchema = v.strictObject({
  /** An MLS KeyPackage; its credential says who asks. */
  keyPackage: bytesUpToSchema(Math.max(...KNOCK_SIZES)),
  /** What this person has in hand: a host's approval. */
  statements: v.pipe(v.array(signedStatementSchema), v.maxLength(4)),
  /** Looks at the join page still: comes in if it may, but no host is to be asked. */
  isPreparing: v.boolean(),
  /** Proves to somebody inside that this is their other device (spec/room.md, "Another device"). */
  handOver: v.optional(bytesSchema(HAND_OVER_PROOF_BYTES)),
});
/** A request to join. */
export type JoinRequest = v.InferOutput<typeof joinRequestSchema>;

const groupBundleSchema = v.strictObject({
  /** Of the link's record, by whose rules this was made. */
  version: counterSchema,
  /** An MLS commit or an MLS Welcome. */
  mls: bytesUpToSchema(MAX_WELCOME_BYTES),
  /** With a commit: what it is based on and not everybody may know. With a welcome: everything that counts. */
  statements: statementsSchema,
});
/** A commit, or a welcome, with the statements that justify it. */
export type GroupBundle = v.InferOutput<typeof groupBundleSchema>;

const cardSchema = v.strictObject({ name: nameSchema });
/** A name for those who look at the join page. Nobody answers for it. */
export type RoomCard = v.InferOutput<typeof cardSchema>;

/** The plaintext of a request. */
export function encodeJoinRequest(request: JoinRequest): Bytes {
  return encodeValue(request);
}

/** The request in a plaintext, or `malformed`. Never throws. */
export function decodeJoinRequest(bytes: Uint8Array): Result<JoinRequest, 'malformed'> {
  return decodeValue(joinRequestSchema, bytes);
}

/** The plaintext of a bundle. */
export function encodeGroupBundle(bundle: GroupBundle): Bytes {
  return encodeValue(bundle);
}

/** The bundle in a plaintext, or `malformed`. Never throws. */
export function decodeGroupBundle(bytes: Uint8Array): Result<GroupBundle, 'malformed'> {
  return decodeValue(groupBundleSchema, bytes, MAX_WELCOME_BYTES);
}

/** The plaintext of a card. */
export function encodeRoomCard(card: RoomCard): Bytes {
  return encodeValue(card);
}

/** The card in a plaintext, or `malformed`. Never throws. */
export function decodeRoomCard(bytes: Uint8Array): Result<RoomCard, 'malformed'> {
  return decodeValue(cardSchema, bytes);
}
