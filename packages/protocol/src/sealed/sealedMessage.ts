/** Everything that travels inside a contact's MLS group (spec/contact.md). The server never sees any of it. */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import { decodeValue, encodeValue } from '../codec.ts';
import type { Result } from '../result.ts';
import { callAcceptSchema } from './callAccept.ts';
import { callAnswerSchema } from './callAnswer.ts';
import { callCandidatesSchema } from './callCandidates.ts';
import { callContinuedSchema, callContinueSchema } from './callContinue.ts';
import { callEndSchema } from './callEnd.ts';
import { callInviteSchema } from './callInvite.ts';
import { callOfferSchema } from './callOffer.ts';
import { callRestartSchema } from './callRestart.ts';
import { callRingingSchema } from './callRinging.ts';
import { callsAllowedMessageSchema } from './callsAllowed.ts';
import { catchUpSchema } from './catchUp.ts';
import { hostKeySchema } from './hostKey.ts';
import { linkApprovalSchema } from './linkApproval.ts';
import { profileSchema } from './profile.ts';
import { pseudonymSchema } from './pseudonym.ts';
import { receivedSchema } from './received.ts';
import { textSchema } from './text.ts';

const sealedMessageSchema = v.variant('k', [
  textSchema,
  receivedSchema,
  profileSchema,
  callsAllowedMessageSchema,
  callInviteSchema,
  callRingingSchema,
  callOfferSchema,
  callAnswerSchema,
  callCandidatesSchema,
  callRestartSchema,
  callAcceptSchema,
  callEndSchema,
  callContinueSchema,
  callContinuedSchema,
  catchUpSchema,
  hostKeySchema,
  pseudonymSchema,
  linkApprovalSchema,
]);

/** A message between contacts; `k` tells which. */
export type SealedMessage = v.InferOutput<typeof sealedMessageSchema>;
/** A message between contacts about a call. */
export type CallMessage = Extract<SealedMessage, { callId: unknown }>;

/** Whether a value that was stored once is such a message. */
export function isSealedMessage(value: unknown): value is SealedMessage {
  return v.is(sealedMessageSchema, value);
}

/** The plaintext of a message, to be encrypted by MLS. */
export function encodeSealedMessage(message: SealedMessage): Bytes {
  return encodeValue(message);
}

/** The message in a decrypted plaintext, or `malformed`. Never throws. */
export function decodeSealedMessage(plaintext: Uint8Array): Result<SealedMessage, 'malformed'> {
  return decodeValue(sealedMessageSchema, plaintext);
}
