import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFrameHeader, encodeFrameHeader } from './header.ts';

const vectorText = readFileSync(new URL('../../../../../spec/vectors/sframe.json', import.meta.url), 'utf8');
/** Counters reach 2^64 - 1, which a JSON number does not. */
const exact = JSON.parse(vectorText.replaceAll(/("(?:kid|ctr)": )(\d+)/g, '$1"$2"')) as {
  readonly header: readonly { readonly kid: string; readonly ctr: string; readonly encoded: string }[];
};

test('every header of the RFC 9605 vectors is written and read', () => {
  assert.equal(exact.header.length, 289);
  for (const { kid, ctr, encoded } of exact.header) {
    const bytes = Uint8Array.fromHex(encoded);
    assert.deepEqual(encodeFrameHeader(BigInt(kid), BigInt(ctr)), bytes);
    const header = decodeFrameHeader(bytes);
    assert.deepEqual(header, { kid: BigInt(kid), counter: BigInt(ctr), length: bytes.length });
  }
});

test('a header that is longer than it needs to be is refused', () => {
  const longer = [
    '0800',
    '0807',
    '090001',
    '0900ff',
    '8000',
    '8007',
    '900008',
    '88070102',
    'ff00000000000000010102030405060708',
  ];
  for (const hex of longer) assert.equal(decodeFrameHeader(Uint8Array.fromHex(hex)), undefined, hex);
});

test('a header that is cut off is refused at every length', () => {
  const whole = encodeFrameHeader(2n ** 64n - 1n, 2n ** 64n - 1n);
  assert.equal(whole.length, 1 + 8 + 8);
  for (let length = 0; length < whole.length; length++) {
    assert.equal(decodeFrameHeader(whole.subarray(0, length)), undefined);
  }
});

test('a value outside 64 bits cannot be written', () => {
  assert.throws(() => encodeFrameHeader(0n, 2n ** 64n), RangeError);
  assert.throws(() => encodeFrameHeader(-1n, 0n), RangeError);
});

test('what the decoder accepts, out of 200,000 inputs, is exactly what the encoder writes', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), bytes => {
      const header = decodeFrameHeader(bytes);
      if (header === undefined) return;
      accepted++;
      const again = encodeFrameHeader(header.kid, header.counter);
      assert.equal(again.toHex(), bytes.subarray(0, header.length).toHex());
    }),
    { seed: 9605, numRuns: 200_000 },
  );
  assert.ok(accepted > 10_000);
});
