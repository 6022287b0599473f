/**
 * Sealing and opening of a call link's record (spec/link-keys.md, "Record"). A record is believed only if the token
 * commits to the key that signed it: neither the server nor others who hold the link can write one.
 */
import { type Bytes, concatBytes, isSameBytes, textToBytes } from '@sotto/protocol/bytes';
import { LINK_RECORD_SIZES } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import {
  decodeLinkRecord,
  decodeSignedLinkRecord,
  encodeLinkRecord,
  encodeSignedLinkRecord,
  type LinkRecord,
} from '@sotto/protocol/sealed/linkRecord';
import { padContent, unpadContent } from '@sotto/protocol/sealed/padding';
import type { LinkAnswer } from '@sotto/protocol/wire/link';
import { openBox, sealBox } from '../crypto/aead.ts';
import { isSignedBy, type SigningKey, sign } from '../crypto/signer.ts';
import type { Random } from '../port/random.ts';
import { createLinkToken, type LinkKeys } from './linkKeys.ts';
import { deriveNoteKey } from './noteSeals.ts';

/** What a host decides about a link. */
export type LinkChoices = Omit<
  LinkRecord,
  'adminKey' | 'r' | 'hostKey' | 'hostProof' | 'noteKey' | 'version'
>;

/** What makes somebody the host of a link; never leaves this person's devices. */
export interface LinkSecrets {
  readonly admin: SigningKey;
  readonly r: Bytes;
  readonly host: SigningKey;
}

/**
 * Why a record is not believed. `forged`: not the host's, or not of this token. `malformed`: the host's, but no record.
 * `stale`: older than one that was seen, or not the version that the server names.
 */
export type RecordFailure = 'forged' | 'malformed' | 'stale';

/** A record of this version with these choices, sealed for the server. `tooLarge`: too many people in its lists. */
export async function sealLinkRecord(
  random: Random,
  keys: LinkKeys,
  secrets: LinkSecrets,
  choices: LinkChoices & { readonly version: number },
): Promise<Result<Bytes, 'tooLarge'>> {
  const { admin, r, host } = secrets;
  const hostProof = await sign(host.seed, hostStatement(admin.publicKey));
  const noteKey = await deriveNoteKey(admin);
  const facts = { adminKey: admin.publicKey, r, hostKey: host.publicKey, hostProof, noteKey };
  const content = encodeLinkRecord({ ...choices, ...facts });
  const signature = await sign(admin.seed, recordStatement(keys.token, content));
  const padded = padContent(encodeSignedLinkRecord({ content, signature }), LINK_RECORD_SIZES);
  if (padded === undefined) return failure('tooLarge');
  return success(await sealBox(random, keys.recordKey, padded, CONTEXT));
}

/** The record that the server has, if it is to be believed. `seen`: the highest version known, 0 for none. */
export async function openLinkRecord(
  keys: LinkKeys,
  answer: Pick<LinkAnswer, 'record' | 'version' | 'terms'>,
  seen: number,
): Promise<Result<LinkRecord, RecordFailure>> {
  const plaintext = await openBox(keys.recordKey, answer.record, CONTEXT);
  if (plaintext === undefined) return failure('forged');
  const signed = decodeSignedLinkRecord(unpadContent(plaintext) ?? new Uint8Array());
  if (!signed.ok) return signed;
  const record = decodeLinkRecord(signed.value.content);
  if (!record.ok) return record;
  if (!(await isGenuine(keys.token, record.value, signed.value))) return failure('forged');
  const { version, terms } = record.value;
  if (version < seen || version !== answer.version) return failure('stale');
  return isSameTerms(terms, answer.terms) ? record : failure('forged');
}

async function isGenuine(
  token: Bytes,
  record: LinkRecord,
  signed: { readonly content: Bytes; readonly signature: Bytes },
): Promise<boolean> {
  const { adminKey, r, hostKey, hostProof } = record;
  if (!isSameBytes(await createLinkToken(adminKey, r), token)) return false;
  const statement = recordStatement(token, signed.content);
  if (!(await isSignedBy(adminKey, statement, signed.signature))) return false;
  // A host must not pass for another one: people would show their pseudonym for that one.
  return isSignedBy(hostKey, hostStatement(adminKey), hostProof);
}

function isSameTerms(one: LinkRecord['terms'], other: LinkRecord['terms']): boolean {
  return one.days === other.days && one.once === other.once && one.people === other.people;
}

const CONTEXT = textToBytes('sotto link record v1');

function recordStatement(token: Bytes, content: Bytes): Bytes {
  return concatBytes(textToBytes('sotto link record v1\0'), token, content);
}

function hostStatement(adminKey: Bytes): Bytes {
  return concatBytes(textToBytes('sotto host of v1\0'), adminKey);
}
