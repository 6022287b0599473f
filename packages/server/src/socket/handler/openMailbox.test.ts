import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blobToNumber } from '../../testing/testClient.ts';
import { connectPair, createTestKey, createTestMailbox, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('what waits arrives in order after the answer, then what comes', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  await expectOk(owner, mailbox.create(owner));
  await expectOk(sender, mailbox.bind(sender));
  for (let number = 1; number <= 30; number++) await expectOk(sender, mailbox.send(number));
  await expectOk(owner, mailbox.open(owner));
  for (let number = 31; number <= 40; number++) await expectOk(sender, mailbox.send(number));
  const deliveries = await owner.deliveries(40);
  assert.deepEqual(
    deliveries.map(one => [one.seq, blobToNumber(one.blob)]),
    Array.from({ length: 40 }, (_, index) => [index + 1, index + 1]),
  );
  assert.equal(deliveries[0]?.receiveId, mailbox.receiveId);
  assert.equal(deliveries[0]?.time, server.clock.now());
  assert.equal(owner.heard[1]?.t, 'ok');
  assert.equal(owner.heard[2]?.t, 'ok');
});

test('what is not acknowledged comes again on every opening, also after a restart', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  for (const number of [1, 2, 3]) await expectOk(sender, mailbox.send(number));
  await owner.deliveries(3);
  owner.acknowledge(mailbox.receiveId, 1);
  await expectOk(owner, mailbox.open(owner));
  assert.deepEqual(
    (await owner.deliveries(2)).map(one => one.seq),
    [2, 3],
  );
  await server.restart();
  const again = await server.client();
  await expectOk(again, mailbox.open(again));
  assert.deepEqual(
    (await again.deliveries(2)).map(one => one.seq),
    [2, 3],
  );
});

test('the newest socket gets the mailbox alone', async () => {
  await using server = await createTestServer();
  const [first, second, sender] = [await server.client(), await server.client(), await server.client()];
  const mailbox = await connectPair(first, sender);
  await expectOk(second, mailbox.open(second));
  await expectOk(sender, mailbox.send(1));
  await second.deliveries(1);
  await expectOk(first, { t: 'ping' });
  assert.equal(
    first.heard.some(one => one.t === 'delivery'),
    false,
  );
  await second.leave();
  await expectOk(sender, mailbox.send(2));
  await expectOk(first, { t: 'ping' });
  assert.equal(
    first.heard.some(one => one.t === 'delivery'),
    false,
    'it does not come back by itself',
  );
  await expectOk(first, mailbox.open(first));
  assert.deepEqual(
    (await first.deliveries(2)).map(one => one.seq),
    [1, 2],
  );
});

test('only the owner can open it', async () => {
  await using server = await createTestServer();
  const [owner, thief] = [await server.client(), await server.client()];
  const mailbox = createTestMailbox();
  assert.equal(await owner.outcome(mailbox.open(owner)), 'noMailbox');
  await expectOk(owner, mailbox.create(owner));
  const { receiveId } = mailbox;
  const forged = createTestKey().prove('open', thief, receiveId);
  assert.equal(await thief.outcome({ t: 'openMailbox', receiveId, proof: forged }), 'badProof');
  const replayed = mailbox.owner.prove('open', owner, receiveId);
  assert.equal(await thief.outcome({ t: 'openMailbox', receiveId, proof: replayed }), 'badProof');
});
