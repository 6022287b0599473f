import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPair, createTestKey, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('a deleted mailbox is gone with all that waited, and deleting it again is fine', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.send(1));
  assert.equal(await owner.outcome(mailbox.delete(owner)), 'ok');
  assert.equal(await owner.outcome(mailbox.delete(owner)), 'ok');
  assert.equal(await owner.outcome(mailbox.open(owner)), 'noMailbox');
  assert.equal(await sender.outcome(mailbox.bind(sender)), 'noMailbox');
  await expectOk(owner, mailbox.create(owner));
  await expectOk(owner, mailbox.open(owner));
  await expectOk(owner, { t: 'ping' });
  assert.equal(owner.heard.filter(one => one.t === 'delivery').length, 1, 'only the delivery from before');
});

test('only the owner can delete it', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  const { receiveId } = mailbox;
  for (const key of [mailbox.sender, createTestKey()]) {
    const proof = key.prove('delete', sender, receiveId);
    assert.equal(await sender.outcome({ t: 'deleteMailbox', receiveId, proof }), 'badProof');
  }
  const proof = mailbox.owner.prove('open', sender, receiveId);
  assert.equal(await sender.outcome({ t: 'deleteMailbox', receiveId, proof }), 'badProof');
  assert.equal(await sender.outcome(mailbox.send(1)), 'ok');
});
