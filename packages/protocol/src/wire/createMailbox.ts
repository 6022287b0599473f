/** Client → server: make a mailbox, and with it, if given, the sealed invitation that its future sender will read. Answered by `ok`. */
import * as v from 'valibot';
import { bytesSchema, bytesUpToSchema, counterSchema } from '../codec.ts';
import { idSchema, type ReceiveId, type SendId } from '../ids.ts';
import { MAX_INVITATION_BYTES } from '../limits.ts';

export const createMailboxSchema = v.strictObject({
  t: v.literal('createMailbox'),
  n: counterSchema,
  receiveId: idSchema<ReceiveId>(),
  sendId: idSchema<SendId>(),
  /** Ed25519 public key of the owner. */
  ownerKey: bytesSchema(32),
  /** Signature by `ownerKey` over the `create` statement of both ids. */
  proof: bytesSchema(64),
  /** Sealed one-time KeyPackage (spec/invitation.md); readable under `sendId` until a sender is bound. */
  invitation: v.optional(bytesUpToSchema(MAX_INVITATION_BYTES)),
});
export type CreateMailbox = v.InferOutput<typeof createMailboxSchema>;
