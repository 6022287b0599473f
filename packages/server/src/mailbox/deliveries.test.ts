import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blobToNumber } from '../testing/testClient.ts';
import { connectPair, createTestMailbox, expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

const QUOTA = { blobs: 2000, bytes: 100_000_000 };
const RATES = {
  sendsPerMailbox: 100_000,
  sendsPerAddress: 100_000,
  requestsPerAddress: 100_000,
  mailboxesPerAddress: 100,
  socketsPerAddress: 100,
};

test('an owner who stops reading costs the server a bounded buffer and loses nothing', async () => {
  await using server = await createTestServer({ config: { quota: QUOTA, rates: RATES } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  owner.socket.pause();
  const count = 400;
  for (let number = 1; number <= count; number++) {
    await expectOk(sender, mailbox.send(number, { size: 65_536 }));
  }
  const { delivered } = server.running().metrics;
  assert.ok(delivered < count, `${delivered} of ${count} were handed to a socket that reads nothing`);
  owner.socket.resume();
  const deliveries = await owner.deliveries(count);
  assert.deepEqual(
    deliveries.map(one => blobToNumber(one.blob)),
    Array.from({ length: count }, (_, index) => index + 1),
  );
});

test('a socket that is behind in one mailbox still gets the others', async () => {
  await using server = await createTestServer({ config: { quota: QUOTA, rates: RATES } });
  const sender = await server.client();
  const mailboxes = [createTestMailbox(), createTestMailbox()];
  for (const mailbox of mailboxes) {
    await expectOk(sender, mailbox.create(sender));
    await expectOk(sender, mailbox.bind(sender));
    for (let number = 1; number <= 100; number++) {
      await expectOk(sender, mailbox.send(number, { size: 16_384 }));
    }
  }
  const owner = await server.client();
  for (const mailbox of mailboxes) await expectOk(owner, mailbox.open(owner));
  const deliveries = await owner.deliveries(200);
  for (const { receiveId } of mailboxes) {
    const seqs = deliveries.filter(one => one.receiveId === receiveId).map(one => one.seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  }
});

test('a client that asks and never reads is dropped; the others notice nothing', async () => {
  await using server = await createTestServer({ config: { quota: QUOTA, rates: RATES } });
  const [owner, sender, greedy] = [await server.client(), await server.client(), await server.client()];
  const pair = await connectPair(owner, sender);
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner, new Uint8Array(16_384)));
  greedy.socket.pause();
  const asking = Array.from({ length: 2000 }, () =>
    greedy.outcome({ t: 'readInvitation', sendId: mailbox.sendId }).catch(() => 'closed'),
  );
  while (server.running().metrics.slow === 0) await expectOk(sender, { t: 'ping' });
  assert.equal(await sender.outcome(pair.send(1)), 'ok');
  await owner.deliveries(1);
  greedy.socket.resume();
  assert.equal((await greedy.closed).bye ?? 'slow', 'slow');
  assert.ok((await Promise.all(asking)).includes('closed'));
  assert.equal(server.running().metrics.slow, 1);
});
