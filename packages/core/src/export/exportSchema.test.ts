/** A file that somebody else has written: nothing of it may keep the app from starting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEW_LINK } from '../link/linkList.ts';
import { isRecordOf } from './exportSchema.ts';

const call = {
  ...{ kind: 'call', id: 'i', callId: 'c', contactId: 'p', mine: false, media: 'audio', at: 1 },
  ...{ status: 'missed', acceptable: false },
};
const mailbox = {
  ...{ receiveId: 'r', sendId: 's', lastSeq: 0 },
  ownerKey: { publicKey: new Uint8Array(32), seed: new Uint8Array(32) },
};

test('a journalled message is one that a contact could have sent', () => {
  const received = { message: { k: 'catchUp' }, arrivedAt: 1 };
  assert.equal(isRecordOf('callMessages', 'p/1', { received, at: 1 }), true);
  assert.equal(isRecordOf('callMessages', 'p/1', { received: { arrivedAt: 1 }, at: 1 }), false);
  const odd = { message: { k: 'callInvite' }, arrivedAt: 1 };
  assert.equal(isRecordOf('callMessages', 'p/1', { received: odd, at: 1 }), false);
});

test('a stored call is one, at a stage that there is', () => {
  assert.equal(isRecordOf('calls', 'c', { item: call, stage: 'ignored' }), true);
  assert.equal(isRecordOf('calls', 'c', { item: call, stage: 'constructor' }), false);
  const text = { kind: 'text', id: 'i', mine: true, text: '', at: 1 };
  assert.equal(isRecordOf('calls', 'c', { item: text, stage: 'ignored' }), false);
});

test('of the settings, those of the person come in and nothing that this device goes by', () => {
  const own = { language: 'fr', theme: 'dark', showRinging: true };
  assert.equal(isRecordOf('settings', 'own', own), true);
  assert.equal(isRecordOf('settings', 'mailboxToDelete/r', mailbox), true);
  assert.equal(isRecordOf('settings', 'moved', mailbox), false);
  assert.equal(isRecordOf('settings', 'moved', own), false);
  assert.equal(isRecordOf('settings', 'own', mailbox), false);
});

test('a link is one whose record the protocol knows, and an identity is one seed', () => {
  const link = {
    ...NEW_LINK,
    linkId: 'l',
    origin: 'https://sotto.test',
    token: new Uint8Array(16),
    lastUse: 1,
  };
  assert.equal(isRecordOf('links', 'l', link), true);
  assert.equal(isRecordOf('links', 'l', { ...link, token: new Uint8Array(1) }), false);
  assert.equal(isRecordOf('links', 'l', { ...link, record: { version: 1, hosts: 'all' } }), false);
  assert.equal(isRecordOf('profile', 'identity', { seed: new Uint8Array(32) }), true);
  assert.equal(isRecordOf('profile', 'identity', { name: 'Ada' }), false);
  assert.equal(isRecordOf('profile', 'own', { seed: new Uint8Array(32) }), false);
});
