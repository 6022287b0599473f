/**
 * Two contacts in a call go on with it behind a link that one of them has just made (spec/call.md, "Another device").
 * They name the call by `call`: they are worth nothing after a crash, so they are not kept like other call messages.
 */
import * as v from 'valibot';
import { bytesSchema } from '../codec.ts';
import { type CallId, idSchema } from '../ids.ts';
import { TOKEN_BYTES } from '../link/inviteLink.ts';

/** What a call is continued behind a link for: another device of its author, or more people. */
export const continuePurposeSchema = v.picklist(['device', 'people']);
export type ContinuePurpose = v.InferOutput<typeof continuePurposeSchema>;

/** This call goes on behind the link with this token. Whoever reads it and cannot follow says nothing. */
export const callContinueSchema = v.strictObject({
  k: v.literal('callContinue'),
  call: idSchema<CallId>(),
  token: bytesSchema(TOKEN_BYTES),
  purpose: continuePurposeSchema,
});

/** The author receives the reader behind the link: of its accord, this call can end. */
export const callContinuedSchema = v.strictObject({
  k: v.literal('callContinued'),
  call: idSchema<CallId>(),
});

/** A message about continuing a call. */
export type ContinueMessage =
  | v.InferOutput<typeof callContinueSchema>
  | v.InferOutput<typeof callContinuedSchema>;
