/**
 * What hosts of a link state, signed under their pseudonym so that everybody can check it, now and later
 * (spec/group.md, "Statements").
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, decodeValue, encodeValue, timeSchema } from '../codec.ts';
import { idSchema, type LinkId, type SeatId } from '../ids.ts';
import type { Result } from '../result.ts';

const statementSchema = v.variant('k', [
  /** This person may come in, as a contact of the host or as somebody who was let in once. */
  v.strictObject({
    k: v.literal('approve'),
    linkId: idSchema<LinkId>(),
    pseudonym: bytesSchema(32),
    isContact: v.boolean(),
  }),
  /** This person may not take part, or may again. Of several, the one with the latest `at` counts. */
  v.strictObject({
    k: v.literal('ban'),
    linkId: idSchema<LinkId>(),
    pseudonym: bytesSchema(32),
    isBanned: v.boolean(),
    at: timeSchema,
  }),
  /** Only hosts let people in, or everybody does again. Of several, the one with the latest `at` counts. */
  v.strictObject({
    k: v.literal('lock'),
    linkId: idSchema<LinkId>(),
    groupId: bytesSchema(16),
    isLocked: v.boolean(),
    at: timeSchema,
  }),
  /**
   * This seat is removed on purpose: its owner is not to come back by itself, as it would after an absence, but into this group by a
   * host alone; or freely again. Of several, the one with the latest `at` counts.
   */
  v.strictObject({
    k: v.literal('expel'),
    linkId: idSchema<LinkId>(),
    groupId: bytesSchema(16),
    seat: idSchema<SeatId>(),
    pseudonym: bytesSchema(32),
    isOut: v.boolean(),
    at: timeSchema,
  }),
  /** This seat is not let in. */
  v.strictObject({ k: v.literal('refuse'), linkId: idSchema<LinkId>(), seat: idSchema<SeatId>() }),
]);
/** What a host states. */
export type RoomStatement = v.InferOutput<typeof statementSchema>;

export const signedStatementSchema = v.strictObject({
  by: bytesSchema(32),
  statement: bytesUpToSchema(512),
  signature: bytesSchema(64),
});
/** A statement and who answers for it. */
export type SignedStatement = v.InferOutput<typeof signedStatementSchema>;

/** The plaintext of a note to somebody who is not let in. */
export function encodeSignedStatement(signed: SignedStatement): Bytes {
  return encodeValue(signed);
}

/** The statement in a note, or `malformed`. Never throws. */
export function decodeSignedStatement(bytes: Uint8Array): Result<SignedStatement, 'malformed'> {
  return decodeValue(signedStatementSchema, bytes);
}

/** The bytes to sign. */
export function encodeRoomStatement(statement: RoomStatement): Bytes {
  return encodeValue(statement);
}

/** The statement in signed bytes, or `malformed`. Never throws. */
export function decodeRoomStatement(bytes: Uint8Array): Result<RoomStatement, 'malformed'> {
  return decodeValue(statementSchema, bytes);
}
