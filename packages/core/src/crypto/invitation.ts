/**
 * The cryptography of an invitation (spec/invitation.md): a token that commits to the inviter's KeyPackage, and the
 * keys and mailbox id that both sides derive from it.
 */
import { type Bytes, concatBytes, isSameBytes, textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, ID_BYTES, type SendId } from '@sotto/protocol/ids';
import { MAX_INVITATION_BYTES } from '@sotto/protocol/limits';
import { TOKEN_BYTES } from '@sotto/protocol/link/inviteLink';
import { failure, type Result, success } from '@sotto/protocol/result';
import {
  decodeIntroduction,
  decodeInvitationRecord,
  encodeIntroduction,
  encodeInvitationRecord,
  type Introduction,
  type InvitationRecord,
} from '@sotto/protocol/sealed/invitationRecord';
import { padContent, unpadContent } from '@sotto/protocol/sealed/padding';
import type { Random } from '../port/random.ts';
import { AEAD_KEY_BYTES, openBox, sealBox } from './aead.ts';
import { hkdf } from './hkdf.ts';

/** What both sides derive from a token. */
export interface InvitationSecrets {
  /** Under which the inviter's mailbox is written to, and its record read. */
  readonly sendId: SendId;
  /** Seals the record that the server keeps. */
  readonly recordKey: Bytes;
  /** Seals the one introduction. */
  readonly introductionKey: Bytes;
}

/** Bytes in the blinding value `r` of a token. */
export const TOKEN_BLINDING_BYTES = 32;

/** The token: the first 16 bytes of SHA-256 over the version, the KeyPackage and 32 random bytes. */
export async function createInvitationToken(keyPackage: Bytes, r: Bytes): Promise<Bytes> {
  const committed = concatBytes(textToBytes('sotto invite v1'), keyPackage, r);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', committed)).slice(0, TOKEN_BYTES);
}

/** The mailbox id and the two keys that hang on a token (HKDF-SHA-256, one purpose each). */
export async function deriveInvitation(token: Bytes): Promise<InvitationSecrets> {
  const [id, recordKey, introductionKey] = await Promise.all([
    derive(token, 'sotto invite v1 send id', ID_BYTES),
    derive(token, 'sotto invite v1 record', AEAD_KEY_BYTES),
    derive(token, 'sotto invite v1 introduction', AEAD_KEY_BYTES),
  ]);
  return { sendId: bytesToId<SendId>(id), recordKey, introductionKey };
}

/** The record as the server keeps it, or `tooLarge`. */
export async function sealRecord(
  random: Random,
  recordKey: Bytes,
  record: InvitationRecord,
): Promise<Result<Bytes, 'tooLarge'>> {
  const sealed = await sealBox(random, recordKey, encodeInvitationRecord(record), RECORD_CONTEXT);
  return sealed.length > MAX_INVITATION_BYTES ? failure('tooLarge') : success(sealed);
}

/**
 * The record behind a token. `forged`: not sealed by a holder of the token, or the token does not commit to its
 * KeyPackage (whoever sealed it did not make the invitation). `malformed`: sealed by such a holder, but no record.
 */
export async function openRecord(
  token: Bytes,
  sealed: Bytes,
): Promise<Result<InvitationRecord, 'forged' | 'malformed'>> {
  const { recordKey } = await deriveInvitation(token);
  const plaintext = await openBox(recordKey, sealed, RECORD_CONTEXT);
  if (plaintext === undefined) return failure('forged');
  const record = decodeInvitationRecord(plaintext);
  if (!record.ok) return record;
  const committed = await createInvitationToken(record.value.keyPackage, record.value.r);
  return isSameBytes(committed, token) ? record : failure('forged');
}

/** The introduction as a mailbox blob, or `tooLarge`. */
export async function sealIntroduction(
  random: Random,
  introductionKey: Bytes,
  introduction: Introduction,
): Promise<Result<Bytes, 'tooLarge'>> {
  const padded = padContent(encodeIntroduction(introduction));
  if (padded === undefined) return failure('tooLarge');
  return success(await sealBox(random, introductionKey, padded, INTRODUCTION_CONTEXT));
}

/** The introduction in a blob. `forged`: not sealed by a holder of the token. */
export async function openIntroduction(
  introductionKey: Bytes,
  blob: Bytes,
): Promise<Result<Introduction, 'forged' | 'malformed'>> {
  const padded = await openBox(introductionKey, blob, INTRODUCTION_CONTEXT);
  if (padded === undefined) return failure('forged');
  const content = unpadContent(padded);
  return content === undefined ? failure('malformed') : decodeIntroduction(content);
}

const RECORD_CONTEXT = textToBytes('sotto record v1');
const INTRODUCTION_CONTEXT = textToBytes('sotto introduction v1');

function derive(token: Bytes, purpose: string, length: number): Promise<Bytes> {
  return hkdf(token, new Uint8Array(), textToBytes(purpose), length);
}
