import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CARD_SIZES,
  GROUP_STEP_BYTES,
  KNOCK_SIZES,
  MAX_NAME_LENGTH,
  MAX_NOTE_BYTES,
} from '@sotto/protocol/limits';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createRoomSeals } from './bundle.ts';
import { createSomebody, LINK } from './roomMembers.testSupport.ts';
import { signStatement } from './statements.ts';

const seals = createRoomSeals(systemRandom, systemRandom.bytes(32));
/** Three bytes each. */
const LONG_NAME = '名'.repeat(MAX_NAME_LENGTH);

test('a card is as long as any other, whatever the name', async () => {
  for (const name of ['', 'Ada', LONG_NAME]) {
    const card = await seals.sealCard({ name });
    assert.equal(card.length, CARD_SIZES[0]);
    assert.deepEqual(await seals.openCard(card), { ok: true, value: { name } });
  }
});

test('a request tells neither the length of the name nor whether approvals are with it', async () => {
  const host = await createSigningKey(systemRandom);
  const { publicKey: pseudonym } = await createSigningKey(systemRandom);
  const approval = await signStatement(host, { k: 'approve', linkId: LINK, pseudonym, isContact: true });
  for (const name of ['', LONG_NAME]) {
    for (const statements of [[], [approval], [approval, approval]]) {
      const keyPackage = (await createSomebody(name)).own.bytes;
      const request = { keyPackage, statements, isPreparing: statements.length > 0 };
      const sealed = await seals.sealRequest(request);
      assert.equal(sealed.length, KNOCK_SIZES[0]);
      assert.deepEqual(await seals.openRequest(sealed), { ok: true, value: request });
    }
  }
});

test('commits and welcomes are whole KiB long, words to somebody who is not let in all the same', async () => {
  const host = await createSigningKey(systemRandom);
  for (const length of [1, 1000, 1024, 5000]) {
    const bundle = { version: 1, mls: new Uint8Array(length), statements: [] };
    const sealed = await seals.sealBundle(bundle);
    assert.equal(sealed.length % GROUP_STEP_BYTES, 0);
    assert.deepEqual(await seals.openBundle(sealed), { ok: true, value: bundle });
  }
  const { seat } = await createSomebody('Ada');
  const note = await signStatement(host, { k: 'refuse', linkId: LINK, seat });
  assert.equal((await seals.sealNote(note)).length, MAX_NOTE_BYTES);
});
