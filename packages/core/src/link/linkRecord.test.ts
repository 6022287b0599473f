import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LINK_RECORD_SIZES, MAX_NAME_LENGTH } from '@sotto/protocol/limits';
import { type LinkRecord, MAX_LINK_PEOPLE } from '@sotto/protocol/sealed/linkRecord';
import { sealBox } from '../crypto/aead.ts';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { createLinkToken, deriveHostKey, deriveLinkKeys, derivePseudonym } from './linkKeys.ts';
import { type LinkChoices, openLinkRecord, sealLinkRecord } from './linkRecord.ts';
import { deriveNoteKey } from './noteSeals.ts';

const random = systemRandom;
const host = await deriveHostKey(random.bytes(32));
const secrets = { admin: await createSigningKey(random), r: random.bytes(32), host };
const keys = await deriveLinkKeys(await createLinkToken(secrets.admin.publicKey, secrets.r));
const terms = { days: 90, once: false, people: 5 };
const choices: LinkChoices = {
  terms,
  name: 'Choir',
  media: 'video',
  policy: 'ask',
  hosts: [random.bytes(32)],
  bans: [],
  hours: { zone: 'Europe/Paris', days: [1, 3], from: 540, until: 1080 },
};

test('the derivation is fixed: another version of this code reads the same links', async () => {
  const token = await createLinkToken(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2));
  const known = await deriveLinkKeys(token);
  assert.equal(token.toHex(), 'ce2fb9faf741d784d2a1d31848381fdb');
  assert.equal(known.linkId, 'SY3_Rk2AQCtr-LR8AoR6hA');
  assert.equal(
    known.auth.publicKey.toHex(),
    '5c89924582f0946dd212b5d431531de63c8a415263922cce49b4bf452af5c495',
  );
  assert.equal(known.recordKey.toHex(), '43897b4de389604f5d526fdbba08cc4ddd376710e72521b3bc6e10dedde81d75');
  assert.equal(known.joinKey.toHex(), '62d48b34cffd81588816b2dba2f7ad548fd5a04a08a8ef6d6f6a6ef4cb34e93e');
});

test('a record opens with its token and says what its host decided', async () => {
  const opened = await openLinkRecord(keys, await answer(1), 0);
  assert.ok(opened.ok);
  const { adminKey, r, hostKey, hostProof: _, noteKey, version, ...rest } = opened.value;
  assert.deepEqual(rest, choices);
  assert.deepEqual(noteKey, await deriveNoteKey(secrets.admin));
  assert.deepEqual([adminKey, r, hostKey, version], [secrets.admin.publicKey, secrets.r, host.publicKey, 1]);
});

test('attack: the server replays an old record, or names another version or other terms', async () => {
  const first = await answer(1);
  assert.deepEqual(await openLinkRecord(keys, first, 2), { ok: false, code: 'stale' });
  assert.deepEqual(await openLinkRecord(keys, { ...first, version: 2 }, 2), { ok: false, code: 'stale' });
  const loose = { ...first, terms: { ...terms, people: 32 } };
  assert.deepEqual(await openLinkRecord(keys, loose, 0), { ok: false, code: 'forged' });
});

test('attack: somebody who holds the link writes a record of their own', async () => {
  const intruder = { ...secrets, admin: await createSigningKey(random) };
  const forged = await sealLinkRecord(random, keys, intruder, { ...choices, version: 9 });
  assert.ok(forged.ok);
  const opened = await openLinkRecord(keys, { record: forged.value, version: 9, terms }, 1);
  assert.deepEqual(opened, { ok: false, code: 'forged' });
});

test('attack: a host passes for another one to learn the pseudonyms that people have there', async () => {
  const other = await deriveHostKey(random.bytes(32));
  const poser = { ...secrets, host: { ...other, seed: host.seed } };
  const sealed = await sealLinkRecord(random, keys, poser, { ...choices, version: 1 });
  assert.ok(sealed.ok);
  const opened = await openLinkRecord(keys, { record: sealed.value, version: 1, terms }, 0);
  assert.deepEqual(opened, { ok: false, code: 'forged' });
});

test('a damaged record, one of another link and one that is none are told apart', async () => {
  const { record } = await answer(1);
  for (const at of [0, 20, record.length - 1]) {
    const damaged = record.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const opened = await openLinkRecord(keys, { record: damaged, version: 1, terms }, 0);
    assert.deepEqual(opened, { ok: false, code: 'forged' });
  }
  const context = new TextEncoder().encode('sotto link record v1');
  const empty = await sealBox(random, keys.recordKey, new Uint8Array(9), context);
  const opened = await openLinkRecord(keys, { record: empty, version: 1, terms }, 0);
  assert.deepEqual(opened, { ok: false, code: 'malformed' });
});

test('the length of a record tells nothing of its name, policy and hours, and little of hosts and bans', async () => {
  const length = async (more: Partial<LinkChoices>) => {
    const sealed = await sealLinkRecord(random, keys, secrets, { ...choices, ...more, version: 1 });
    assert.ok(sealed.ok);
    return sealed.value.length;
  };
  const people = (count: number) => Array.from({ length: count }, () => random.bytes(32));
  const { hours: _, ...open } = choices;
  const longest = '名'.repeat(MAX_NAME_LENGTH);
  for (const more of [
    {},
    { name: '' },
    { name: longest },
    { policy: 'contacts' as const },
    { bans: people(5) },
  ])
    assert.equal(await length(more), LINK_RECORD_SIZES[1]);
  const sealed = await sealLinkRecord(random, keys, secrets, { ...open, version: 1 });
  assert.ok(sealed.ok && sealed.value.length === LINK_RECORD_SIZES[1]);
  assert.equal(await length({ bans: people(60), name: longest }), LINK_RECORD_SIZES[1]);
  assert.equal(await length({ bans: people(80) }), LINK_RECORD_SIZES[2]);
  const most = { bans: people(MAX_LINK_PEOPLE), hosts: people(MAX_LINK_PEOPLE), name: longest };
  assert.equal(await length(most), LINK_RECORD_SIZES[2]);
});

test('a person has one pseudonym per host, and no two hosts can compare theirs', async () => {
  const seed = random.bytes(32);
  const other = await deriveHostKey(random.bytes(32));
  const here = await derivePseudonym(seed, host.publicKey);
  assert.deepEqual(await derivePseudonym(seed, host.publicKey), here);
  assert.notDeepEqual((await derivePseudonym(seed, other.publicKey)).publicKey, here.publicKey);
  assert.notDeepEqual((await deriveHostKey(seed)).publicKey, here.publicKey);
});

async function answer(
  version: number,
): Promise<{ record: Uint8Array<ArrayBuffer>; version: number; terms: LinkRecord['terms'] }> {
  const sealed = await sealLinkRecord(random, keys, secrets, { ...choices, version });
  assert.ok(sealed.ok);
  return { record: sealed.value, version, terms };
}
