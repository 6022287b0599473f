/**
 * Sealing and opening of notes at links (spec/link-notes.md): HPKE (RFC 9180) to a key in the record whose secret half follows from
 * the admin key, so that the host alone can read them; and once more under the join key, so that the server sees one kind of bytes.
 */
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import { idToBytes, type LinkId, type NoteId } from '@sotto/protocol/ids';
import { LINK_NOTE_SIZES } from '@sotto/protocol/limits';
import {
  decodeLinkNote,
  decodeLinkNoteBox,
  encodeLinkNote,
  encodeLinkNoteBox,
  type LinkNote,
} from '@sotto/protocol/sealed/linkNote';
import { padContent, unpadContent } from '@sotto/protocol/sealed/padding';
import { openBox, sealBox } from '../crypto/aead.ts';
import { hkdf } from '../crypto/hkdf.ts';
import { cipherSuite } from '../crypto/mls/cipherSuite.ts';
import type { SigningKey } from '../crypto/signer.ts';
import type { Random } from '../port/random.ts';
import type { LinkKeys } from './linkKeys.ts';

/** The public key for notes at the link with this admin key. */
export async function deriveNoteKey(admin: SigningKey): Promise<Bytes> {
  const { hpke } = await cipherSuite();
  return concatBytes(await hpke.exportPublicKey((await deriveNotePair(admin)).publicKey));
}

/** A note for the host of a link, as long as any other. */
export async function sealLinkNote(
  random: Random,
  keys: LinkKeys,
  noteKey: Bytes,
  noteId: NoteId,
  note: LinkNote,
): Promise<Bytes> {
  const { hpke } = await cipherSuite();
  const key = await hpke.importPublicKey(noteKey);
  const { enc, ct } = await hpke.seal(key, encodeLinkNote(note), toContext(keys.linkId, noteId));
  const box = encodeLinkNoteBox({ kem: concatBytes(enc), sealed: concatBytes(ct) });
  const padded = padContent(box, LINK_NOTE_SIZES);
  if (padded === undefined) throw new Error('a note always fits');
  return sealBox(random, keys.joinKey, padded, OUTSIDE);
}

/** The note in sealed bytes; undefined when it is none for this host. Never throws. */
export async function openLinkNote(
  keys: LinkKeys,
  admin: SigningKey,
  noteId: NoteId,
  bytes: Bytes,
): Promise<LinkNote | undefined> {
  const padded = await openBox(keys.joinKey, bytes, OUTSIDE);
  const box = decodeLinkNoteBox((padded && unpadContent(padded)) ?? new Uint8Array());
  if (!box.ok) return undefined;
  const { hpke } = await cipherSuite();
  const { privateKey } = await deriveNotePair(admin);
  const context = toContext(keys.linkId, noteId);
  const opened = await hpke.open(privateKey, box.value.kem, box.value.sealed, context).catch(() => undefined);
  const note = opened && decodeLinkNote(opened);
  return note?.ok ? note.value : undefined;
}

const OUTSIDE = textToBytes('sotto link note v1');
const SEED_BYTES = 32;

function toContext(linkId: LinkId, noteId: NoteId): Bytes {
  return concatBytes(textToBytes('sotto link note v1\0'), idToBytes(linkId), idToBytes(noteId));
}

async function deriveNotePair(admin: SigningKey) {
  const { hpke } = await cipherSuite();
  const seed = await hkdf(admin.seed, new Uint8Array(), textToBytes('sotto link notes v1'), SEED_BYTES);
  return hpke.deriveKeyPair(seed);
}
