/**
 * Client → server, once per socket and mailbox before the first `send`: I am this mailbox's sender. The first key is
 * bound for ever, which also uses up the mailbox's invitation; later sockets must prove the same key. Answered by `ok`.
 */
import * as v from 'valibot';
import { bytesSchema, counterSchema } from '../codec.ts';
import { idSchema, type SendId } from '../ids.ts';

export const bindSenderSchema = v.strictObject({
  t: v.literal('bindSender'),
  n: counterSchema,
  sendId: idSchema<SendId>(),
  /** Ed25519 public key of the sender. */
  senderKey: bytesSchema(32),
  /** Signature by `senderKey` over the `bind` statement of `sendId`. */
  proof: bytesSchema(64),
});
export type BindSender = v.InferOutput<typeof bindSenderSchema>;
