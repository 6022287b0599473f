/** Two contacts in one group, for tests. */
import assert from 'node:assert/strict';
import { type Bytes, textToBytes } from '@sotto/protocol/bytes';
import { systemRandom } from '../systemRandom.testSupport.ts';
import { createKeyPackage, foundGroup, joinGroup, openMessage, sealMessage } from './contactGroup.ts';

/** Both sides' states, by leaf: the acceptor of the invitation first. */
export type Pair = readonly [Bytes, Bytes];

/** A fresh group in epoch 1. */
export async function createPair(): Promise<Pair> {
  const { keyPackage, privateKeys } = await createKeyPackage(systemRandom);
  const founded = await foundGroup(systemRandom, keyPackage);
  assert.ok(founded.ok);
  const joined = await joinGroup(founded.value.welcome, keyPackage, privateKeys);
  assert.ok(joined.ok);
  return [founded.value.state, joined.value.state];
}

/** The pair after leaf `from` has sealed a text and the other side has opened it. */
export async function exchange(pair: Pair, from: 0 | 1, text: string, urgent = false): Promise<Pair> {
  const sealed = await sealMessage(pair[from], textToBytes(text), { urgent });
  const opened = await openMessage(pair[1 - from] as Bytes, sealed);
  assert.ok(opened.ok, text);
  assert.deepEqual(opened.value.plaintext, textToBytes(text));
  return from === 0 ? [sealed.state, opened.value.state] : [opened.value.state, sealed.state];
}
