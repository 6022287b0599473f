/** What an invitation holds, and the first message that its use sends back (spec/invitation.md). */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { bytesSchema, bytesUpToSchema, decodeValue, encodeValue, timeSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';
import { nameSchema } from '../name.ts';
import type { Result } from '../result.ts';

const invitationRecordSchema = v.strictObject({
  /** MLS KeyPackage of the inviter, used once. */
  keyPackage: bytesUpToSchema(8192),
  /** The random bytes that the token commits to beside the KeyPackage. */
  r: bytesSchema(32),
  /** The inviter's display name. */
  name: nameSchema,
  /** After this moment the invitation is refused, whatever the server says. */
  expires: timeSchema,
});
/** What an invitation holds; sealed under a key from the token. */
export type InvitationRecord = v.InferOutput<typeof invitationRecordSchema>;

const introductionSchema = v.strictObject({
  /** MLS Welcome that lets the inviter into the group. */
  welcome: bytesUpToSchema(32_768),
  /** The accepting side's display name. */
  name: nameSchema,
  /** Where the inviter sends from now on. */
  sendId: idSchema<SendId>(),
});
/** First blob in the inviter's mailbox; sealed under a key from the token. */
export type Introduction = v.InferOutput<typeof introductionSchema>;

const envelopeSchema = v.strictObject({
  /** An MLS commit of the sender, to be applied before the message. */
  commit: v.optional(bytesUpToSchema(32_768)),
  /** An MLS application message. */
  message: bytesUpToSchema(65_536),
});
/** Content of every later blob; wrapped under the mailbox's wrap key. */
export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** The plaintext of an invitation. */
export function encodeInvitationRecord(record: InvitationRecord): Bytes {
  return encodeValue(record);
}

/** The invitation in a plaintext, or `malformed`. Never throws. */
export function decodeInvitationRecord(plaintext: Uint8Array): Result<InvitationRecord, 'malformed'> {
  return decodeValue(invitationRecordSchema, plaintext);
}

/** The plaintext of an introduction. */
export function encodeIntroduction(introduction: Introduction): Bytes {
  return encodeValue(introduction);
}

/** The introduction in a plaintext, or `malformed`. Never throws. */
export function decodeIntroduction(plaintext: Uint8Array): Result<Introduction, 'malformed'> {
  return decodeValue(introductionSchema, plaintext);
}

/** The content of an envelope. */
export function encodeEnvelope(envelope: Envelope): Bytes {
  return encodeValue(envelope);
}

/** The envelope in a content, or `malformed`. Never throws. */
export function decodeEnvelope(content: Uint8Array): Result<Envelope, 'malformed'> {
  return decodeValue(envelopeSchema, content);
}
