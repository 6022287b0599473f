import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectPair, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('positions are never used again, even when the mailbox was emptied and the server restarted', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.send(1));
  await owner.deliveries(1);
  owner.acknowledge(mailbox.receiveId, 1);
  await expectOk(owner, { t: 'ping' });
  await server.restart();
  const [back, sending] = [await server.client(), await server.client()];
  await expectOk(back, mailbox.open(back));
  await expectOk(sending, mailbox.bind(sending));
  await expectOk(sending, mailbox.send(2));
  assert.equal((await back.deliveries(1))[0]?.seq, 2);
});

test('nothing is deleted that this socket was not sent', async () => {
  await using server = await createTestServer();
  const [owner, sender, newer] = [await server.client(), await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.send(1));
  await owner.deliveries(1);
  owner.acknowledge(mailbox.receiveId, 0xffff_ffff);
  await expectOk(sender, mailbox.send(2));
  await expectOk(newer, mailbox.open(newer));
  assert.equal((await newer.deliveries(1))[0]?.seq, 2, 'the first is gone, the second is not');
  owner.acknowledge(mailbox.receiveId, 2);
  sender.acknowledge(mailbox.receiveId, 2);
  for (const client of [owner, sender]) await expectOk(client, { t: 'ping' });
  await expectOk(newer, mailbox.open(newer));
  assert.equal((await newer.deliveries(1))[0]?.seq, 2, 'sockets that do not have it cannot delete');
});
