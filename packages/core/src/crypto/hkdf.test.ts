import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hkdf } from './hkdf.ts';

test('the SHA-256 cases of RFC 5869 appendix A hold', async () => {
  const fill = (from: number, to: number) =>
    Uint8Array.from({ length: to - from }, (_, index) => from + index);
  const none = new Uint8Array();
  const repeated = new Uint8Array(22).fill(0x0b);
  const first = await hkdf(repeated, fill(0, 13), fill(0xf0, 0xfa), 42);
  assert.equal(
    first.toHex(),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  );
  const second = await hkdf(fill(0, 0x50), fill(0x60, 0xb0), fill(0xb0, 0x100), 82);
  assert.equal(
    second.toHex(),
    'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  );
  const third = await hkdf(repeated, none, none, 42);
  assert.equal(
    third.toHex(),
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  );
});
