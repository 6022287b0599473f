import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import fc from 'fast-check';
import { type FrameCodec, mimeTypeToCodec, plainToParts, sealedToParts } from './codecFraming.ts';

const frame = Uint8Array.from({ length: 40 }, (_, index) => index);

test('only codecs that can be sealed are known', () => {
  assert.equal(mimeTypeToCodec('audio/opus'), 'opus');
  assert.equal(mimeTypeToCodec('audio/red'), 'opus');
  assert.equal(mimeTypeToCodec('video/VP8'), 'vp8');
  assert.equal(mimeTypeToCodec('video/AV1'), 'av1');
  for (const type of ['video/H264', 'video/H265', 'video/rtx', 'audio/PCMU', '', 'constructor']) {
    assert.equal(mimeTypeToCodec(type), undefined);
  }
});

test('as many bytes stay clear as the packetiser needs', () => {
  const cases: readonly [FrameCodec, boolean, number][] = [
    ['opus', false, 0],
    ['vp8', false, 1],
    ['vp8', true, 10],
    ['vp9', false, 1],
    ['vp9', true, 1],
  ];
  for (const [codec, isKey, clearBytes] of cases) {
    const parts = plainToParts(codec, isKey, frame);
    assert.equal(parts?.clear.toHex(), frame.subarray(0, clearBytes).toHex());
    assert.equal(parts?.secret.toHex(), frame.subarray(clearBytes).toHex());
    const sealed = sealedToParts(codec, isKey, frame);
    assert.ok(sealed?.isClearKept);
    assert.equal(sealed.sealed.toHex(), frame.subarray(clearBytes).toHex());
  }
});

test('a frame shorter than its clear bytes is refused on both sides', () => {
  assert.equal(plainToParts('vp8', true, frame.subarray(0, 9)), undefined);
  assert.equal(sealedToParts('vp8', true, frame.subarray(0, 9)), undefined);
  assert.equal(plainToParts('vp9', false, new Uint8Array()), undefined);
});

test('an AV1 frame is found again as it was sent and as depacketisation leaves it', () => {
  const sealed = Uint8Array.from({ length: 300 }, () => 0xa5);
  for (const isKey of [true, false]) {
    const parts = plainToParts('av1', isKey, frame);
    assert.ok(parts);
    const mark = parts.clear.subarray(-1);
    const sequence = isKey ? '0a0100' : '';
    const size = Uint8Array.fromHex('ad02');
    const forms: readonly Bytes[] = [
      concatBytes(parts.clear, sealed),
      concatBytes(Uint8Array.fromHex(`${sequence}32`), size, mark, sealed),
      concatBytes(Uint8Array.fromHex(`1200${sequence}32`), size, mark, sealed),
    ];
    for (const form of forms) {
      const found = sealedToParts('av1', isKey, form);
      assert.equal(found?.sealed.toHex(), sealed.toHex());
      assert.equal(found?.clear.toHex(), parts.clear.toHex());
      assert.equal(found?.isClearKept, false);
    }
  }
});

test('an AV1 frame in any other form is refused', () => {
  const forms = [
    '',
    '30',
    '3030',
    '32',
    '3205',
    '320510',
    '32808080808001',
    '340010',
    'b010',
    '2a00',
    '0a01',
    '3201100a',
  ];
  for (const form of forms)
    assert.equal(sealedToParts('av1', true, Uint8Array.fromHex(form)), undefined, form);
});

test('150,000 random inputs are divided without loss or refused, never thrown at', () => {
  const codecs = fc.constantFrom<FrameCodec>('opus', 'vp8', 'vp9', 'av1', 'av1', 'av1');
  const start = fc.constantFrom('', '30', '32', '0a0100', '1200', '0a010030', '3210');
  let divided = 0;
  fc.assert(
    fc.property(codecs, fc.boolean(), start, fc.uint8Array({ maxLength: 32 }), (codec, isKey, head, rest) => {
      const bytes = concatBytes(Uint8Array.fromHex(head), rest);
      const parts = sealedToParts(codec, isKey, bytes);
      if (parts === undefined) return;
      divided++;
      assert.ok(bytes.toHex().endsWith(parts.sealed.toHex()));
      if (parts.isClearKept) assert.equal(parts.clear.length + parts.sealed.length, bytes.length);
    }),
    { seed: 9605, numRuns: 150_000 },
  );
  assert.ok(divided > 50_000);
});
