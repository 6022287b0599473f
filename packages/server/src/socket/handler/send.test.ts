import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { DATABASE_FILE } from '../../db/database.ts';
import { DatabaseSync } from '../../db/sqlite.ts';
import { blobToNumber } from '../../testing/testClient.ts';
import { connectPair, createTestMailbox, expectOk } from '../../testing/testMailbox.ts';
import { createTestServer } from '../../testing/testServer.ts';

test('nobody sends before being bound on this very socket', async () => {
  await using server = await createTestServer();
  const [owner, sender, other] = [await server.client(), await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  assert.equal(await other.outcome(mailbox.send(1)), 'notSender');
  assert.equal(await owner.outcome(mailbox.send(1)), 'notSender');
  assert.equal(await sender.outcome(mailbox.send(1)), 'ok');
});

test('a hundred sends in one go are accepted and delivered in order', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const outcomes = await Promise.all(numbers.map(number => sender.outcome(mailbox.send(number))));
  assert.deepEqual(new Set(outcomes), new Set(['ok']));
  const deliveries = await owner.deliveries(100);
  assert.deepEqual(
    deliveries.map(one => blobToNumber(one.blob)),
    numbers,
  );
  assert.deepEqual(
    deliveries.map(one => one.seq),
    numbers.map(number => number + 1),
  );
  assert.ok(server.running().metrics.commits < 100, 'they shared transactions');
});

test('a full mailbox refuses, and what comes behind is out of order until the sender resumes', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 3, bytes: 4_194_304 } } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  const outcomes = await Promise.all([1, 2, 3, 4, 5].map(number => sender.outcome(mailbox.send(number))));
  assert.deepEqual(outcomes, ['ok', 'ok', 'ok', 'mailboxFull', 'outOfOrder']);
  await owner.deliveries(3);
  owner.acknowledge(mailbox.receiveId, 3);
  await expectOk(owner, { t: 'ping' });
  assert.equal(await sender.outcome(mailbox.send(4)), 'outOfOrder', 'room alone does not resume');
  assert.equal(await sender.outcome(mailbox.send(4, { resume: true })), 'ok');
  assert.equal(await sender.outcome(mailbox.send(5)), 'ok');
  const rest = await owner.deliveries(2);
  assert.deepEqual(
    rest.map(one => [one.seq, blobToNumber(one.blob)]),
    [
      [4, 4],
      [5, 5],
    ],
  );
});

test('a resumption into a mailbox that is still full is refused as full again', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 1, bytes: 4_194_304 } } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.send(1));
  assert.equal(await sender.outcome(mailbox.send(2)), 'mailboxFull');
  assert.equal(await sender.outcome(mailbox.send(2, { resume: true })), 'mailboxFull');
  assert.equal(await sender.outcome(mailbox.send(3)), 'outOfOrder');
});

test('bytes count as well as blobs', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 100, bytes: 70_000 } } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  assert.equal(await sender.outcome(mailbox.send(1, { size: 65_536 })), 'ok');
  assert.equal(await sender.outcome(mailbox.send(2, { size: 16_384 })), 'mailboxFull');
  assert.equal(await sender.outcome(mailbox.send(2, { size: 4096, resume: true })), 'ok');
  await owner.deliveries(2);
  owner.acknowledge(mailbox.receiveId, 1);
  await expectOk(owner, { t: 'ping' });
  assert.equal(await sender.outcome(mailbox.send(3, { size: 65_536 })), 'ok');
});

test('one full mailbox does not hold up another on the same socket', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 1, bytes: 4_194_304 } } });
  const [owner, sender] = [await server.client(), await server.client()];
  const [full, empty] = [await connectPair(owner, sender), await connectPair(owner, sender)];
  await expectOk(sender, full.send(1));
  assert.equal(await sender.outcome(full.send(2)), 'mailboxFull');
  assert.equal(await sender.outcome(empty.send(1)), 'ok');
});

test('bursts of fifty pass; a flood is told when to come back, and keeps its order', async () => {
  await using server = await createTestServer({
    config: { rates: { sendsPerMailbox: 60 } },
  });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  const numbers = Array.from({ length: 62 }, (_, index) => index);
  const answers = await Promise.all(numbers.map(number => sender.ask(mailbox.send(number))));
  assert.ok(answers.slice(0, 60).every(answer => answer.t === 'ok'));
  const [limited, behind] = answers.slice(60);
  assert.ok(limited?.t === 'error' && limited.code === 'rateLimited' && limited.retryAfter === 1000);
  assert.ok(behind?.t === 'error' && behind.code === 'outOfOrder');
  server.clock.advance(1000);
  assert.equal(await sender.outcome(mailbox.send(60, { resume: true })), 'ok');
});

test('what is refused costs as much as what is taken', async () => {
  const rates = { sendsPerMailbox: 60, sendsPerAddress: 40, requestsPerAddress: 60 };
  await using server = await createTestServer({
    config: { rates: rates, quota: { blobs: 1, bytes: 4_194_304 } },
  });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  const stranger = createTestMailbox();
  const outcomes: string[] = [];
  for (let number = 0; number < 43; number++) {
    outcomes.push(await sender.outcome(number % 2 === 0 ? mailbox.send(number) : stranger.send(number)));
  }
  assert.deepEqual(outcomes.slice(0, 5), ['ok', 'notSender', 'mailboxFull', 'notSender', 'outOfOrder']);
  assert.deepEqual(outcomes.slice(38), [
    'outOfOrder',
    'notSender',
    'rateLimited',
    'rateLimited',
    'rateLimited',
  ]);
});

test('acknowledging what is not there costs as much as a request', async () => {
  await using server = await createTestServer({
    config: { rates: { requestsPerAddress: 20 } },
  });
  const client = await server.client();
  for (let number = 0; number < 30; number++) client.acknowledge(createTestMailbox().receiveId, number);
  assert.equal(await client.outcome({ t: 'ping' }), 'rateLimited');
  server.clock.advance(3000);
  assert.equal(await client.outcome({ t: 'ping' }), 'ok');
});

test('a mailbox that was deleted under its sender says so each time', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(owner, mailbox.delete(owner));
  assert.equal(await sender.outcome(mailbox.send(1)), 'noMailbox');
  assert.equal(await sender.outcome(mailbox.send(2)), 'noMailbox');
  const heir = createTestMailbox();
  await expectOk(owner, heir.create(owner));
  assert.equal(
    await sender.outcome(mailbox.send(3)),
    'noMailbox',
    'a later mailbox does not inherit its sender',
  );
});

test('while nothing can be stored nothing is accepted; the sender resumes where it was refused', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  {
    using intruder = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE));
    intruder.exec('BEGIN IMMEDIATE');
    const outcomes = await Promise.all([1, 2].map(number => sender.outcome(mailbox.send(number))));
    assert.deepEqual(outcomes, ['unavailable', 'unavailable']);
  }
  assert.equal(await sender.outcome(mailbox.send(3)), 'outOfOrder');
  assert.equal(await sender.outcome(mailbox.send(1, { resume: true })), 'ok');
  assert.deepEqual(
    (await owner.deliveries(1)).map(one => [one.seq, blobToNumber(one.blob)]),
    [[1, 1]],
  );
  assert.match(server.logLines.join(''), /"code":"SQLITE_5".*"event":"commitFailed"/);
});
