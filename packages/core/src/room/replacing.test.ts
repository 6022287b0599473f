import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom as random } from '../crypto/systemRandom.testSupport.ts';
import { MOST_EXCLUDING, Replacing } from './replacing.ts';

test('a call is begun anew after it was refused several times in a row, by who has the key, and once', async () => {
  const key = await createSigningKey(random);
  const replacing = new Replacing();
  const refuse = (times: number) => {
    for (let each = 0; each < times; each++) replacing.refused();
    return replacing.keyNow(key);
  };
  assert.equal(refuse(MOST_EXCLUDING - 1), undefined);
  replacing.entered();
  assert.equal(refuse(MOST_EXCLUDING - 1), undefined);
  assert.equal(refuse(1), key);
  assert.equal(replacing.keyNow(undefined), undefined);
  replacing.done();
  assert.equal(refuse(MOST_EXCLUDING), undefined);
});
