/**
 * What hosts of a link state, signed under their pseudonym so that everybody can check it, now and later
 * (spec/group.md, "Statements").
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, decodeValue, encodeValue, timeSchema } from '../codec.ts';
import { idSchema, type LinkId } from '../ids.ts';
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

/** The bytes to sign. */
export function encodeRoomStatement(statement: RoomStatement): Bytes {
  return encodeValue(statement);
}

/** The statement in signed bytes, or `malformed`. Never throws. */
export function decodeRoomStatement(bytes: Uint8Array): Result<RoomStatement, 'malformed'> {
  return decodeValue(statementSchema, bytes);
}
