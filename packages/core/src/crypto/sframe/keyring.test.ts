import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyMemory, createKeyring, MAX_FRAMES_PER_KEY } from './keyring.ts';

const keyA = new Uint8Array(32).fill(1);
const keyB = new Uint8Array(32).fill(2);

test('giving a key again continues its counter, on this connection and on any other', async () => {
  const memory = createKeyMemory();
  const first = createKeyring(memory);
  await first.setKeys({ send: { kid: 0, key: keyA }, receive: [] });
  assert.equal(first.send()?.takeCounter(), 0n);
  assert.equal(first.send()?.takeCounter(), 1n);
  await first.setKeys({ send: { kid: 0, key: keyB }, receive: [] });
  assert.equal(first.send()?.takeCounter(), 0n);
  await first.setKeys({ send: { kid: 0, key: keyA }, receive: [] });
  assert.equal(first.send()?.takeCounter(), 2n);
  first.forgetKeys();
  const second = createKeyring(memory);
  await second.setKeys({ send: { kid: 0n, key: keyA }, receive: [] });
  assert.equal(second.send()?.takeCounter(), 3n);
});

test('giving a key again keeps what was seen under it', async () => {
  const memory = createKeyMemory();
  const keys = { send: { kid: 0, key: keyA }, receive: [{ kid: 1, key: keyB }] };
  const keyring = createKeyring(memory);
  await keyring.setKeys(keys);
  assert.ok(keyring.receive(1n)?.window.accept(5));
  await keyring.setKeys(keys);
  assert.ok(!keyring.receive(1n)?.window.accept(5));
});

test('a key that is used up gives no more counters', async () => {
  const memory = createKeyMemory();
  const keyring = createKeyring(memory);
  await keyring.setKeys({ send: { kid: 0, key: keyA }, receive: [] });
  for (const counter of memory.counters.values()) counter.next = MAX_FRAMES_PER_KEY - 1n;
  assert.equal(keyring.send()?.takeCounter(), MAX_FRAMES_PER_KEY - 1n);
  assert.equal(keyring.send()?.takeCounter(), undefined);
});

test('the later of two overlapping calls wins, and forgetting wins over both', async () => {
  const keyring = createKeyring(createKeyMemory());
  const early = keyring.setKeys({ send: { kid: 1, key: keyA }, receive: [{ kid: 2, key: keyA }] });
  const late = keyring.setKeys({ send: { kid: 3, key: keyA }, receive: [{ kid: 4, key: keyA }] });
  await Promise.all([early, late]);
  assert.equal(keyring.send()?.material.kid, 3n);
  assert.equal(keyring.receive(2n), undefined);
  const doomed = keyring.setKeys({ send: { kid: 1, key: keyA }, receive: [] });
  keyring.forgetKeys();
  await doomed;
  assert.equal(keyring.send(), undefined);
  assert.ok(!keyring.isReady());
});
