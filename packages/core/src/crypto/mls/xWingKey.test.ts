/** What the form of a key says of it, against what the library says when it is to seal something to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cipherSuite } from './cipherSuite.ts';
import { isXWingKey } from './xWingKey.ts';

const { hpke } = await cipherSuite();
const good = await hpke.exportPublicKey((await hpke.generateKeyPair()).publicKey);
const PRIME = 2n ** 255n - 19n;
const TOP_BIT = 2n ** 255n;
/** Of order 8 (RFC 7748 §4.1: the curve's cofactor). */
const OF_ORDER_8 = [
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
];

test('keys as the library makes them are keys', async () => {
  for (let count = 0; count < 20; count++) {
    const { publicKey } = await hpke.generateKeyPair();
    assert.ok(isXWingKey(await hpke.exportPublicKey(publicKey)));
  }
});

test('a key of another length is none', async () => {
  for (const length of [0, 1, 32, 1184, 1215, 1217, 2432]) {
    const key = new Uint8Array(length);
    key.set(good.subarray(0, length));
    await assertBothRefuse(key, `${length} bytes`);
  }
});

test('no coefficient may reach the modulus, wherever it stands', async () => {
  for (const place of [0, 1, 2, 255, 256, 511, 766, 767]) {
    for (const value of [0, 3327, 3328])
      await assertBothTake(withCoefficient(place, value), `${place}: ${value}`);
    for (const value of [3329, 3330, 4094, 4095])
      await assertBothRefuse(withCoefficient(place, value), `${place}: ${value}`);
  }
});

test('the seed behind the coefficients may be anything', async () => {
  for (const value of [0, 255]) {
    const key = good.slice();
    key.fill(value, 1152, 1184);
    await assertBothTake(key, `filled with ${value}`);
  }
});

test('no point may be one whose secret with anybody is zero, in whichever form', async () => {
  for (const point of [0n, 1n, PRIME - 1n, ...OF_ORDER_8]) {
    const forms = [point, point + PRIME].filter(form => form < TOP_BIT);
    for (const form of forms.flatMap(each => [each, each + TOP_BIT]))
      await assertBothRefuse(withPoint(form), form.toString(16));
  }
});

test('the points beside them may be used', async () => {
  const beside = [2n, 3n, 9n, PRIME - 2n, PRIME + 2n, PRIME + 18n, TOP_BIT + 2n];
  for (const point of [...beside, ...OF_ORDER_8.flatMap(each => [each - 1n, each + 1n])])
    await assertBothTake(withPoint(point), point.toString(16));
});

test('of keys with random faults both say the same', async () => {
  let refused = 0;
  for (let count = 0; count < 300; count++) {
    const key = good.slice();
    const [place = 0, value = 0] = crypto.getRandomValues(new Uint16Array(2));
    key[place % key.length] = value & 255;
    const isKey = isXWingKey(key);
    assert.equal(isKey, await canSeal(key), key.toHex());
    if (!isKey) refused++;
  }
  assert.ok(refused > 0 && refused < 300);
});

async function assertBothTake(key: Uint8Array, name: string): Promise<void> {
  assert.deepEqual([isXWingKey(key), await canSeal(key)], [true, true], name);
}

async function assertBothRefuse(key: Uint8Array, name: string): Promise<void> {
  assert.deepEqual([isXWingKey(key), await canSeal(key)], [false, false], name);
}

async function canSeal(key: Uint8Array): Promise<boolean> {
  try {
    await hpke.seal(await hpke.importPublicKey(key), new Uint8Array(1), new Uint8Array());
    return true;
  } catch {
    return false;
  }
}

/** A good key with another number at one of its 768 places. */
function withCoefficient(place: number, value: number): Uint8Array {
  const key = good.slice();
  const at = (place >> 1) * 3;
  const middle = key[at + 1] ?? 0;
  if (place % 2 === 0) {
    key[at] = value & 255;
    key[at + 1] = (middle & 0xf0) | (value >> 8);
  } else {
    key[at + 1] = (middle & 15) | ((value & 15) << 4);
    key[at + 2] = value >> 4;
  }
  return key;
}

function withPoint(point: bigint): Uint8Array {
  const key = good.slice();
  key.set(Uint8Array.fromHex(point.toString(16).padStart(64, '0')).reverse(), 1184);
  return key;
}
