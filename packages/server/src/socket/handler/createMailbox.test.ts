import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestKey, createTestMailbox, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('an owner makes a mailbox once', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  const mailbox = createTestMailbox();
  assert.equal(await owner.outcome(mailbox.create(owner)), 'ok');
  assert.equal(await owner.outcome(mailbox.create(owner)), 'mailboxExists');
});

test('neither id of a mailbox can be taken again', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner));
  const other = createTestMailbox();
  for (const { receiveId, sendId } of [
    { ...mailbox, sendId: other.sendId },
    { ...mailbox, receiveId: other.receiveId },
  ]) {
    const key = createTestKey();
    const proof = key.prove('create', owner, receiveId, sendId);
    const request = { t: 'createMailbox', receiveId, sendId, ownerKey: key.publicKey, proof } as const;
    assert.equal(await owner.outcome(request), 'mailboxExists');
  }
});

test('a proof is worth nothing on another socket, for another purpose or other ids', async () => {
  await using server = await createTestServer();
  const [owner, thief] = [await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  assert.equal(await thief.outcome(mailbox.create(owner)), 'badProof');
  const { receiveId, sendId, owner: key } = mailbox;
  const request = { t: 'createMailbox', receiveId, sendId, ownerKey: key.publicKey } as const;
  for (const proof of [
    key.prove('open', owner, receiveId, sendId),
    key.prove('create', owner, sendId, receiveId),
    key.prove('create', owner, receiveId),
    createTestKey().prove('create', owner, receiveId, sendId),
  ]) {
    assert.equal(await owner.outcome({ ...request, proof }), 'badProof');
  }
});

test('thirty mailboxes in a minute, then one has to wait as long as it is told', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  for (let made = 0; made < 30; made++) {
    const mailbox = createTestMailbox();
    await expectOk(owner, mailbox.create(owner));
  }
  const refused = await owner.ask(createTestMailbox().create(owner));
  assert.deepEqual(refused, { t: 'error', n: 31, code: 'rateLimited', retryAfter: 2000 });
  server.clock.advance(2000);
  assert.equal(await owner.outcome(createTestMailbox().create(owner)), 'ok');
});
