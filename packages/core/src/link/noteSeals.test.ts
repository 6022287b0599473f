import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LATEST_TIME } from '@sotto/protocol/codec';
import { bytesToId, type NoteId } from '@sotto/protocol/ids';
import { MAX_LINK_NOTE_LENGTH, MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createLinkToken, deriveLinkKeys } from './linkKeys.ts';
import { deriveNoteKey, openLinkNote, sealLinkNote } from './noteSeals.ts';

const admin = await createSigningKey(systemRandom);
const keys = await deriveLinkKeys(await createLinkToken(admin.publicKey, systemRandom.bytes(32)));
const noteKey = await deriveNoteKey(admin);
const noteId = bytesToId<NoteId>(systemRandom.bytes(16));
const note = { name: 'Ben', text: 'I come at eight', at: 1_790_000_000_000 };
const seal = (what = note) => sealLinkNote(systemRandom, keys, noteKey, noteId, what);

test('the host opens a note, from the admin key alone', async () => {
  const sealed = await seal();
  assert.deepEqual(await openLinkNote(keys, admin, noteId, sealed), note);
  assert.deepEqual(await deriveNoteKey(admin), noteKey);
});

test('nobody else can, under no other id, and nothing that was bent opens', async () => {
  const sealed = await seal();
  const other = await createSigningKey(systemRandom);
  assert.equal(await openLinkNote(keys, other, noteId, sealed), undefined);
  const otherId = bytesToId<NoteId>(systemRandom.bytes(16));
  assert.equal(await openLinkNote(keys, admin, otherId, sealed), undefined);
  const bent = sealed.map((byte, at) => (at === 100 ? byte ^ 1 : byte));
  assert.equal(await openLinkNote(keys, admin, noteId, bent), undefined);
  assert.equal(await openLinkNote(keys, admin, noteId, new Uint8Array(4096)), undefined);
});

test('all notes have one length, the longest too', async () => {
  const longest = {
    name: '🌿'.repeat(MAX_NAME_LENGTH / 2),
    text: '€'.repeat(MAX_LINK_NOTE_LENGTH),
    at: note.at,
  };
  const invitation = systemRandom.bytes(16);
  const sealed = await Promise.all([seal(), seal(longest), seal({ ...longest, invitation } as typeof note)]);
  assert.deepEqual(
    sealed.map(({ length }) => length),
    [4096, 4096, 4096],
  );
});

test('a note of a time that is none is none: whoever wrote it would keep the host from seeing the others', async () => {
  assert.equal(
    (await openLinkNote(keys, admin, noteId, await seal({ ...note, at: LATEST_TIME })))?.at,
    LATEST_TIME,
  );
  assert.equal(
    await openLinkNote(keys, admin, noteId, await seal({ ...note, at: LATEST_TIME + 1 })),
    undefined,
  );
});
