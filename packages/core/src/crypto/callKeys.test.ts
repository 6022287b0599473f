import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToHex, textToBytes } from '@sotto/protocol/bytes';
import { bytesToId, type CallId } from '@sotto/protocol/ids';
import {
  type ConnectionFingerprints,
  deriveConnectionKeys,
  deriveVerificationCode,
  exportCallSecret,
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
