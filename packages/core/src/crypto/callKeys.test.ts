import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToHex, textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type CallId } from '@sotto/protocol/ids';
import fc from 'fast-check';
import {
  type ConnectionFingerprints,
  deriveConnectionKeys,
  deriveVerificationCode,
  exportCallSecret,
  sdpToFingerprint,
} from './callKeys.ts';
import { epochOf, openMessage, sealMessage } from './mls/contactGroup.ts';
import { createPair } from './mls/contactPair.testSupport.ts';

const callId = bytesToId<CallId>(new Uint8Array(16).fill(9));
const secret = new Uint8Array(32).fill(1);
const fingerprints: ConnectionFingerprints = {
  callerFingerprint: new Uint8Array(32).fill(2),
  calleeFingerprint: new Uint8Array(32).fill(3),
};

test('caller and callee take the same secret, also when the callee has renewed its keys meanwhile', async () => {
  const pair = await createPair();
  const invitation = await sealMessage(pair[0], textToBytes('I am calling'), { urgent: true });
  const crossing = await sealMessage(pair[1], textToBytes('a text'), { urgent: false });
  const opened = await openMessage(crossing.state, invitation);
  assert.ok(opened.ok);
  assert.ok(opened.value.epoch < epochOf(opened.value.state));
  const caller = await exportCallSecret(invitation.state, invitation.epoch, callId);
  const callee = await exportCallSecret(opened.value.state, opened.value.epoch, callId);
  assert.ok(caller.ok && callee.ok);
  assert.deepEqual(caller.value, callee.value);
  const otherCall = await exportCallSecret(invitation.state, invitation.epoch, bytesToId(new Uint8Array(16)));
  assert.ok(otherCall.ok);
  assert.notDeepEqual(otherCall.value, caller.value);
});

test('a connection has four different keys, and others with any other certificate', async () => {
  const seen = new Set<string>();
  const all = [
    fingerprints,
    { ...fingerprints, callerFingerprint: new Uint8Array(32).fill(4) },
    { ...fingerprints, calleeFingerprint: new Uint8Array(32).fill(4) },
    { callerFingerprint: fingerprints.calleeFingerprint, calleeFingerprint: fingerprints.callerFingerprint },
  ];
  for (const each of all) {
    const { media, channel } = await deriveConnectionKeys(secret, each);
    for (const key of [media.caller, media.callee, channel.caller, channel.callee]) seen.add(bytesToHex(key));
  }
  assert.equal(seen.size, 16);
});

test('the derivation is fixed: another version of this code agrees on the keys', async () => {
  const { media, channel } = await deriveConnectionKeys(secret, fingerprints);
  assert.equal(bytesToHex(media.caller), '2e0e0a1285e69fb172a2ced656b9874211af0cca818b8e0e27e54a46758a08e8');
  assert.equal(
    bytesToHex(channel.callee),
    '33ab3c2fc3287b1109d4be1313191add9ecc4ce47aa538e2a14cc4c3df76291e',
  );
});

test('the verification code has 30 digits and depends on everything', async () => {
  const code = await deriveVerificationCode(secret, fingerprints);
  assert.match(code, /^(\d{5} ){5}\d{5}$/);
  const other = { ...fingerprints, calleeFingerprint: new Uint8Array(32) };
  assert.notEqual(await deriveVerificationCode(secret, other), code);
  assert.notEqual(await deriveVerificationCode(new Uint8Array(32), fingerprints), code);
});

test('the fingerprint is read from a description however it is written', () => {
  const hex = 'ab'.repeat(32);
  const lower = Array.from({ length: 32 }, () => 'ab').join(':');
  const sdp = `v=0\r\na=fingerprint:sha-256 ${lower.toUpperCase()}\r\nm=audio 9\r\na=fingerprint:SHA-256 ${lower}\r\n`;
  const read = sdpToFingerprint(sdp);
  assert.equal(read.ok && read.value.toHex(), hex);
});

test('attack: a description with no, several or weaker fingerprints is refused', () => {
  const line = (byte: string) =>
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => byte).join(':')}\r\n`;
  const descriptions = [
    '',
    'v=0\r\n',
    line('ab') + line('ac'),
    `a=fingerprint:sha-1 ${Array.from({ length: 20 }, () => 'ab').join(':')}\r\n`,
    `${line('ab')}a=fingerprint:sha-1 ab:cd\r\n`,
    line('ab').replace(':ab\r', '\r'),
    line('zz'),
    ` ${line('ab')}`,
  ];
  for (const sdp of descriptions)
    assert.deepEqual(sdpToFingerprint(sdp), { ok: false, code: 'malformed' }, sdp);
});

test('100,000 random descriptions give a fingerprint of 32 bytes or none', () => {
  const piece = fc.constantFrom(
    'a=fingerprint:',
    'sha-256 ',
    'AB:',
    'cd',
    ':',
    '\r\n',
    '\n',
    ' ',
    'ab:'.repeat(31),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), pieces => {
      const read = sdpToFingerprint(pieces.join(''));
      assert.ok(!read.ok || read.value.length === 32);
    }),
    { seed: 8122, numRuns: 100_000 },
  );
});
