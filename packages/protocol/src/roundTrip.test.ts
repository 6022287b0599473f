import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64urlToBytes, bytesToBase64url, concatBytes, isSameBytes, uint64ToBytes } from './bytes.ts';
import { encodeValue } from './codec.ts';
import { bytesToId, idToBytes, isId } from './ids.ts';
import { BLOB_SIZES } from './limits.ts';
import { fragmentToToken, textToInviteToken, tokenToInviteLink } from './link/inviteLink.ts';
import { decodeChannelMessage, encodeChannelMessage } from './sealed/channelMessage.ts';
import { padContent, SEAL_OVERHEAD_BYTES, unpadContent } from './sealed/padding.ts';
import { decodeSealedMessage, encodeSealedMessage } from './sealed/sealedMessage.ts';
import { CHANNEL_SAMPLES, CLIENT_SAMPLES, SEALED_SAMPLES, SERVER_SAMPLES } from './testing/samples.ts';
import { decodeClientMessage, encodeClientMessage } from './wire/clientMessage.ts';
import { proofStatement } from './wire/proof.ts';
import { decodeServerMessage, encodeServerMessage } from './wire/serverMessage.ts';

test('every message comes back as it went', () => {
  for (const sample of CLIENT_SAMPLES)
    assert.deepEqual(decodeClientMessage(encodeClientMessage(sample)), { ok: true, value: sample });
  for (const sample of SERVER_SAMPLES)
    assert.deepEqual(decodeServerMessage(encodeServerMessage(sample)), { ok: true, value: sample });
  for (const sample of SEALED_SAMPLES)
    assert.deepEqual(decodeSealedMessage(encodeSealedMessage(sample)), { ok: true, value: sample });
  for (const sample of CHANNEL_SAMPLES)
    assert.deepEqual(decodeChannelMessage(encodeChannelMessage(sample)), { ok: true, value: sample });
});

test('unknown fields, wrong types, missing fields and trailing bytes are malformed', () => {
  const bad = [
    { t: 'ping', n: 1, extra: true },
    { t: 'ping', n: -1 },
    { t: 'ping', n: 1.5 },
    { t: 'ping' },
    { t: 'unknown', n: 1 },
    { t: 'send', n: 1, sendId: `${'s'.repeat(21)}A`, blob: new Uint8Array(1000), wake: 'none' },
    { t: 'send', n: 1, sendId: 'short', blob: new Uint8Array(1024), wake: 'none' },
    [],
    null,
    'ping',
  ];
  for (const value of bad) assert.equal(decodeClientMessage(encodeValue(value)).ok, false);
  const trailing = concatBytes(encodeClientMessage({ t: 'ping', n: 1 }), new Uint8Array(1));
  assert.equal(decodeClientMessage(trailing).ok, false);
  assert.equal(decodeClientMessage(new Uint8Array()).ok, false);
});

test('a field named like a prototype is refused, not merged', () => {
  const frame = encodeValue({ t: 'ping', n: 1 });
  const name = new TextEncoder().encode('__proto__');
  const poisoned = concatBytes(
    new Uint8Array([0x83]),
    frame.subarray(1),
    new Uint8Array([0xa9]),
    name,
    new Uint8Array([0x80]),
  );
  assert.equal(decodeClientMessage(poisoned).ok, false);
});

test('base64url and ids are canonical', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index * 16);
  const id = bytesToId(bytes);
  assert.deepEqual(idToBytes(id), bytes);
  assert.ok(isId(id));
  assert.equal(isId(`${id.slice(0, 21)}B`), false, 'non-zero trailing bits');
  assert.equal(isId(`${id}A`), false);
  assert.throws(() => bytesToId(new Uint8Array(15)), RangeError);
  assert.throws(() => idToBytes('!'), RangeError);
  assert.equal(base64urlToBytes('a'), undefined);
  assert.equal(base64urlToBytes('ab=='), undefined);
  assert.equal(base64urlToBytes('a+b/'), undefined);
  assert.deepEqual(
    base64urlToBytes(bytesToBase64url(new Uint8Array([255, 254]))),
    new Uint8Array([255, 254]),
  );
});

test('padding gives exactly the blob sizes and back', () => {
  for (const size of BLOB_SIZES) {
    const most = size - SEAL_OVERHEAD_BYTES - 4;
    for (const length of [0, 1, most - 1, most]) {
      const content = new Uint8Array(length).fill(3);
      const padded = padContent(content);
      assert.ok(padded);
      assert.ok(BLOB_SIZES.some(fixed => fixed === padded.length + SEAL_OVERHEAD_BYTES));
      assert.deepEqual(unpadContent(padded), content);
    }
    assert.equal(padContent(new Uint8Array(most))?.length, size - SEAL_OVERHEAD_BYTES);
  }
  assert.equal(padContent(new Uint8Array(Math.max(...BLOB_SIZES) - SEAL_OVERHEAD_BYTES - 4 + 1)), undefined);
  const padded = padContent(new Uint8Array(10)) ?? new Uint8Array();
  padded[padded.length - 1] = 1;
  assert.equal(unpadContent(padded), undefined);
  assert.equal(unpadContent(new Uint8Array(2)), undefined);
});

test('an invitation link is read from a link, a fragment or a bare token', () => {
  const token = Uint8Array.from({ length: 16 }, (_, index) => index);
  const link = tokenToInviteLink('https://sotto.example', token);
  assert.equal(link, 'https://sotto.example/invite#AAECAwQFBgcICQoLDA0ODw');
  for (const text of [link, ` ${link}\n`, '#AAECAwQFBgcICQoLDA0ODw', 'AAECAwQFBgcICQoLDA0ODw'])
    assert.deepEqual(textToInviteToken(text), token);
  assert.deepEqual(fragmentToToken('#AAECAwQFBgcICQoLDA0ODw'), token);
  for (const text of [
    '',
    'hello',
    `${link}x`,
    link.slice(0, -1),
    'https://sotto.example/video#AAECAwQFBgcICQoLDA0ODw',
  ])
    assert.equal(textToInviteToken(text), undefined);
});

test('a proof covers its purpose, its socket and its ids', () => {
  const nonce = new Uint8Array(32);
  const id = bytesToId(new Uint8Array(16));
  const statement = proofStatement('open', nonce, id);
  assert.equal(statement.length, 'sotto open v1\0'.length + 32 + 16);
  assert.equal(isSameBytes(statement, proofStatement('bind', nonce, id)), false);
  assert.equal(isSameBytes(statement, proofStatement('open', new Uint8Array(32).fill(1), id)), false);
  assert.deepEqual(uint64ToBytes(258n), new Uint8Array([0, 0, 0, 0, 0, 0, 1, 2]));
});
