import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from '@sotto/protocol/ids';
import { BLOB_SIZES } from '@sotto/protocol/limits';
import type { InvitationRecord } from '@sotto/protocol/sealed/invitationRecord';
import fc from 'fast-check';
import {
  createInvitationToken,
  deriveInvitation,
  openIntroduction,
  openRecord,
  sealIntroduction,
  sealRecord,
  TOKEN_BLINDING_BYTES,
} from './invitation.ts';
import { createKeyPackage, foundGroup } from './mls/contactGroup.ts';
import { systemRandom } from './systemRandom.testSupport.ts';

const { keyPackage } = await createKeyPackage(systemRandom);
const r = systemRandom.bytes(TOKEN_BLINDING_BYTES);
const token = await createInvitationToken(keyPackage, r);
const secrets = await deriveInvitation(token);
const record: InvitationRecord = { keyPackage, r, name: 'Ada', expires: 1_900_000_000_000 };

test('the derivation is fixed: another version of this code reads the same links', async () => {
  const known = await createInvitationToken(new Uint8Array(100).fill(1), new Uint8Array(32).fill(2));
  assert.equal(known.toHex(), '8b30690fb0c2f44100462738e95243ff');
  const derived = await deriveInvitation(known);
  assert.equal(derived.sendId, '8LMzGYZ5uJ_0ZL28wmbvgA');
  assert.equal(derived.recordKey.toHex(), '9f9a9cd2db9b79782f5a107dc5b35a19fc54f08e32d3ee6f1287b4c309faa009');
  assert.equal(
    derived.introductionKey.toHex(),
    '83aa20773b6c31b732fcd19a50636c4d7a5c336dd1c6d4ee5f51262c696348c0',
  );
});

test('a token gives a mailbox and two keys, all different', () => {
  assert.equal(token.length, 16);
  assert.ok(isId(secrets.sendId));
  assert.notDeepEqual(secrets.recordKey, secrets.introductionKey);
});

test('a record opens with its token', async () => {
  const sealed = await sealRecord(systemRandom, secrets.recordKey, record);
  assert.ok(sealed.ok);
  assert.deepEqual(await openRecord(token, sealed.value), { ok: true, value: record });
  assert.deepEqual(await openRecord(systemRandom.bytes(16), sealed.value), { ok: false, code: 'forged' });
});

test('attack: somebody who read the link puts another KeyPackage under it', async () => {
  const other = await createKeyPackage(systemRandom);
  for (const forged of [
    { ...record, keyPackage: other.keyPackage },
    { ...record, r: systemRandom.bytes(32) },
  ]) {
    const sealed = await sealRecord(systemRandom, secrets.recordKey, forged);
    assert.ok(sealed.ok);
    assert.deepEqual(await openRecord(token, sealed.value), { ok: false, code: 'forged' });
  }
});

test('an introduction fills a blob and opens with the token only', async () => {
  const founded = await foundGroup(systemRandom, keyPackage);
  assert.ok(founded.ok);
  const introduction = { welcome: founded.value.welcome, name: 'Ben', sendId: secrets.sendId };
  const blob = await sealIntroduction(systemRandom, secrets.introductionKey, introduction);
  assert.ok(blob.ok);
  assert.ok(BLOB_SIZES.some(size => size === blob.value.length));
  assert.deepEqual(await openIntroduction(secrets.introductionKey, blob.value), {
    ok: true,
    value: introduction,
  });
  assert.deepEqual(await openIntroduction(secrets.recordKey, blob.value), { ok: false, code: 'forged' });
  const tooLarge = { ...introduction, welcome: new Uint8Array(70_000) };
  assert.ok(!(await sealIntroduction(systemRandom, secrets.introductionKey, tooLarge)).ok);
});

test('no random input is taken for a record or an introduction', async () => {
  for (const bytes of fc.sample(fc.uint8Array({ maxLength: 200 }), { seed: 5869, numRuns: 2000 })) {
    const input = new Uint8Array(bytes);
    assert.ok(!(await openRecord(token, input)).ok);
    assert.ok(!(await openIntroduction(secrets.introductionKey, input)).ok);
  }
});
