/**
 * What the sealed record of a call link says (spec/link-keys.md, "Record"). Only those who hold the link can read it,
 * and only its host can have written it: the content travels as the very bytes that were signed.
 */
import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import {
  bytesSchema,
  bytesUpToSchema,
  counterSchema,
  decodeValue,
  encodeValue,
  timeSchema,
} from '../codec.ts';
import { LINK_RECORD_SIZES } from '../limits.ts';
import { nameSchema } from '../name.ts';
import type { Result } from '../result.ts';
import { linkTermsSchema } from '../wire/linkTerms.ts';

/** Most pseudonyms in each list of a record. */
export const MAX_LINK_PEOPLE = 128;

/** Longest HPKE public key; the product's has 1216 bytes. */
const MAX_NOTE_KEY_BYTES = 2048;

/** Who may come in: everybody with the link; only whom a host knows or lets in; only the host's contacts. */
export const linkPolicySchema = v.picklist(['open', 'ask', 'contacts']);
/** Who may come in. */
export type LinkPolicy = v.InferOutput<typeof linkPolicySchema>;

const pseudonymsSchema = v.pipe(v.array(bytesSchema(32)), v.maxLength(MAX_LINK_PEOPLE));

/** Weekly opening hours, in the time zone of the link. */
export const openingHoursSchema = v.strictObject({
  /** An IANA time zone name. */
  zone: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** Days of the week, 1 for Monday to 7 for Sunday. */
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.maxLength(7)),
  /** Minutes after midnight; `until` before `from` reaches into the next day. */
  from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
  until: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
});
/** Weekly opening hours. */
export type OpeningHours = v.InferOutput<typeof openingHoursSchema>;

const contentSchema = v.strictObject({
  /** The Ed25519 key that the token commits to, and that signed this. */
  adminKey: bytesSchema(32),
  /** The other half of what the token commits to. */
  r: bytesSchema(32),
  /** Stands for the host as a person, the same in all links of this host. */
  hostKey: bytesSchema(32),
  /** Signature by `hostKey` over `"sotto host of v1" ‖ 0 ‖ adminKey`. */
  hostProof: bytesSchema(64),
  /** HPKE public key for notes to the host; missing in records of apps that knew none. */
  noteKey: v.optional(bytesUpToSchema(MAX_NOTE_KEY_BYTES)),
  version: counterSchema,
  terms: linkTermsSchema,
  /** May be empty. */
  name: nameSchema,
  media: v.picklist(['video', 'voice']),
  policy: linkPolicySchema,
  /** Missing: always open. */
  hours: v.optional(openingHoursSchema),
  /** Valid until then at the latest. */
  ends: v.optional(timeSchema),
  /** Pseudonyms with the rights of a host. The first is the host's own. */
  hosts: v.pipe(pseudonymsSchema, v.minLength(1)),
  /** Pseudonyms that may not take part. */
  bans: pseudonymsSchema,
});
/** What a record says. */
export type LinkRecord = v.InferOutput<typeof contentSchema>;

const signedSchema = v.strictObject({
  content: bytesUpToSchema(Math.max(...LINK_RECORD_SIZES)),
  signature: bytesSchema(64),
});
/** A record as it is sealed. */
export type SignedLinkRecord = v.InferOutput<typeof signedSchema>;

/** The bytes to sign. */
export function encodeLinkRecord(record: LinkRecord): Bytes {
  return encodeValue(record);
}

/** The record in signed bytes, or `malformed`. Never throws. */
export function decodeLinkRecord(bytes: Uint8Array): Result<LinkRecord, 'malformed'> {
  return decodeValue(contentSchema, bytes);
}

/** The plaintext of a sealed record. */
export function encodeSignedLinkRecord(signed: SignedLinkRecord): Bytes {
  return encodeValue(signed);
}

/** The signed record in a plaintext, or `malformed`. Never throws. */
export function decodeSignedLinkRecord(bytes: Uint8Array): Result<SignedLinkRecord, 'malformed'> {
  return decodeValue(signedSchema, bytes);
}
