import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBytes } from '@sotto/protocol/bytes';
import { createSigningKey, isSignedBy, loadScriptEd25519, sign, webCryptoEd25519 } from './signer.ts';
import { systemRandom } from './systemRandom.testSupport.ts';

const statement = textToBytes('a statement');

test('the third test of RFC 8032 §7.1 holds in both implementations', async () => {
  const seed = Uint8Array.fromHex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
  const publicKey = 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025';
  const signature =
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a';
  for (const implementation of [webCryptoEd25519, await loadScriptEd25519()]) {
    assert.equal((await implementation.seedToPublicKey(seed)).toHex(), publicKey);
    const made = await implementation.sign(seed, Uint8Array.fromHex('af82'));
    assert.equal(made.toHex(), signature);
    assert.ok(await implementation.verify(Uint8Array.fromHex(publicKey), Uint8Array.fromHex('af82'), made));
  }
});

test('a signature holds for its key and statement only', async () => {
  const key = await createSigningKey(systemRandom);
  const other = await createSigningKey(systemRandom);
  const signature = await sign(key.seed, statement);
  assert.ok(await isSignedBy(key.publicKey, statement, signature));
  assert.ok(!(await isSignedBy(other.publicKey, statement, signature)));
  assert.ok(!(await isSignedBy(key.publicKey, textToBytes('another'), signature)));
});

test('keys and signatures of any other form are refused, not thrown at', async () => {
  const key = await createSigningKey(systemRandom);
  const signature = await sign(key.seed, statement);
  assert.ok(!(await isSignedBy(key.publicKey.slice(1), statement, signature)));
  assert.ok(!(await isSignedBy(key.publicKey, statement, signature.slice(1))));
  assert.ok(!(await isSignedBy(new Uint8Array(32).fill(0xff), statement, signature)));
  assert.ok(!(await isSignedBy(key.publicKey, statement, new Uint8Array(64).fill(0xff))));
});
