/** Who contacts say that they are at links, and what others could do with that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyPackage, foundGroup, joinGroup } from '../crypto/mls/contactGroup.ts';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom as random } from '../crypto/systemRandom.testSupport.ts';
import { isHostKeyProven, isPseudonymProven, tellHostKey, tellPseudonym } from './contactPseudonyms.ts';

const [host, pseudonym] = [await createSigningKey(random), await createSigningKey(random)];

async function createPair() {
  const { keyPackage, privateKeys } = await createKeyPackage(random);
  const founded = await foundGroup(random, keyPackage);
  assert.ok(founded.ok);
  const joined = await joinGroup(founded.value.welcome, keyPackage, privateKeys);
  assert.ok(joined.ok);
  return { one: founded.value.state, other: joined.value.state };
}

test('each believes what the other has said, whoever of the two it is', async () => {
  const { one, other } = await createPair();
  assert.ok(await isHostKeyProven(other, await tellHostKey(one, host)));
  assert.ok(await isHostKeyProven(one, await tellHostKey(other, host)));
  assert.ok(await isPseudonymProven(one, await tellPseudonym(other, host.publicKey, pseudonym)));
});

test('attack: a contact passes on what another contact has told, or gives back what it was told', async () => {
  const { one, other } = await createPair();
  const elsewhere = await createPair();
  const told = await tellHostKey(one, host);
  assert.equal(await isHostKeyProven(elsewhere.other, told), false);
  assert.equal(await isHostKeyProven(one, told), false);
  const said = await tellPseudonym(other, host.publicKey, pseudonym);
  assert.equal(await isPseudonymProven(elsewhere.one, said), false);
  assert.equal(await isPseudonymProven(other, said), false);
});

test('attack: a contact names a key that it does not hold, or another host', async () => {
  const { one, other } = await createPair();
  const stolen = { ...(await tellHostKey(one, host)), key: pseudonym.publicKey };
  assert.equal(await isHostKeyProven(other, stolen), false);
  const said = await tellPseudonym(other, host.publicKey, pseudonym);
  assert.equal(await isPseudonymProven(one, { ...said, hostKey: pseudonym.publicKey }), false);
  assert.equal(await isPseudonymProven(one, { ...said, key: host.publicKey }), false);
});
