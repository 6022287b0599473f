/**
 * The outer layer of every blob between contacts (spec/contact.md, "Envelope"): MLS headers show group id and epoch,
 * so each message is wrapped once more under a key per mailbox, and padded to a blob size.
 */
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { BLOB_SIZES } from '@sotto/protocol/limits';
import { failure, type Result, success } from '@sotto/protocol/result';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '@sotto/protocol/sealed/invitationRecord';
import { padContent, unpadContent } from '@sotto/protocol/sealed/padding';
import type { Random } from '../port/random.ts';
import { AEAD_KEY_BYTES, openBox, sealBox } from './aead.ts';
import { exportSecret, ownLeaf } from './mls/contactGroup.ts';

/** The wrap keys of one contact, kept beside the group's state. */
export interface WrapKeys {
  /** For what goes into the contact's mailbox. */
  readonly send: Bytes;
  /** For what arrives in the own mailbox. */
  readonly receive: Bytes;
}

/**
 * Both wrap keys, exported from epoch 1: call it right after founding or joining, and keep the result. Throws an
 * `Error` when the group has left epoch 1, which is a mistake of the caller.
 */
export async function deriveWrapKeys(state: Bytes): Promise<WrapKeys> {
  const own = ownLeaf(state);
  const [send, receive] = await Promise.all([wrapKeyOf(state, 1 - own), wrapKeyOf(state, own)]);
  return { send, receive };
}

/** The blob for a mailbox: one of the blob sizes, random nonce first. `tooLarge` when no size is large enough. */
export async function wrapEnvelope(
  random: Random,
  key: Bytes,
  envelope: Envelope,
): Promise<Result<Bytes, 'tooLarge'>> {
  const padded = padContent(encodeEnvelope(envelope));
  if (padded === undefined) return failure('tooLarge');
  return success(await sealBox(random, key, padded, WRAP_CONTEXT));
}

/**
 * The envelope in a blob. `forged`: not wrapped by the contact. `malformed`: not of a blob size, or wrapped by the
 * contact and yet no envelope.
 */
export async function unwrapEnvelope(
  key: Bytes,
  blob: Bytes,
): Promise<Result<Envelope, 'forged' | 'malformed'>> {
  if (!SIZES.has(blob.length)) return failure('malformed');
  const padded = await openBox(key, blob, WRAP_CONTEXT);
  if (padded === undefined) return failure('forged');
  const content = unpadContent(padded);
  return content === undefined ? failure('malformed') : decodeEnvelope(content);
}

const SIZES: ReadonlySet<number> = new Set(BLOB_SIZES);
const WRAP_CONTEXT = textToBytes('sotto wrap v1');
const WRAP_EPOCH = 1;

async function wrapKeyOf(state: Bytes, receiver: number): Promise<Bytes> {
  const exported = await exportSecret(
    state,
    'sotto wrap',
    new Uint8Array([receiver]),
    AEAD_KEY_BYTES,
    WRAP_EPOCH,
  );
  if (!exported.ok) throw new Error('wrap keys can only be taken while the group keeps epoch 1');
  return exported.value;
}
