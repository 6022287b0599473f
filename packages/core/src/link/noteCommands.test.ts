import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bytes } from '@sotto/protocol/bytes';
import type { LinkId } from '@sotto/protocol/ids';
import { systemRandom as random } from '../crypto/systemRandom.testSupport.ts';
import { deriveLinkKeys } from './linkKeys.ts';
import { createNoteCommands, type NoteParts } from './noteCommands.ts';

const linkId = 'link' as LinkId;
const note = { name: 'Ben', text: 'I come at eight' };

/** Somebody on the join page of a link with this note key. */
async function createVisitor(noteKey: Bytes) {
  const keys = await deriveLinkKeys(random.bytes(16));
  return createNoteCommands({
    ...{ random, clock: { now: () => 1 } },
    page: { shown: () => ({ linkId }) },
    trusted: { list: { get: () => ({ linkId, record: { noteKey } }) }, keys: async () => keys },
  } as unknown as NoteParts);
}

test('a note key to which nothing can be sealed is an answer, not a failure that nobody hears of', async () => {
  for (const noteKey of [random.bytes(5), new Uint8Array(1216).fill(255), new Uint8Array(1216)]) {
    const { leaveNote } = await createVisitor(noteKey);
    assert.deepEqual(await leaveNote(note), { ok: false, code: 'untrustedLink' });
  }
});
