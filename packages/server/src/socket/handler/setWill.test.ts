import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOODBYE_GRACE_MS, WILL_GRACE_MS } from '@sotto/protocol/limits';
import { blobToNumber, type TestClient } from '../../testing/testClient.ts';
import { connectPair, expectOk, type TestMailbox } from '../../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../../testing/testServer.ts';

const WILL = 77;

/** A round trip of the owner shows that everything before it has arrived. */
async function countWills(server: TestServer, mailbox: TestMailbox): Promise<number> {
  const owner = await server.client();
  await expectOk(owner, mailbox.open(owner));
  await expectOk(owner, { t: 'ping' });
  const count = owner.heard.filter(one => one.t === 'delivery' && blobToNumber(one.blob) === WILL).length;
  await owner.leave();
  return count;
}

/** Lets the grace time pass for a client that pings meanwhile. */
async function waitAwake(server: TestServer, client: TestClient): Promise<void> {
  for (let left = WILL_GRACE_MS; left > 0; left -= 20_000) {
    await expectOk(client, { t: 'ping' });
    server.clock.advance(20_000);
  }
  await expectOk(client, { t: 'ping' });
}

async function setUp(server: TestServer): Promise<{ mailbox: TestMailbox; sender: TestClient }> {
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.setWill(WILL));
  return { mailbox, sender };
}

test('a vanished sender is heard of once, after the grace time and not before', async () => {
  await using server = await createTestServer();
  const { mailbox, sender } = await setUp(server);
  await server.vanish(sender);
  server.clock.advance(WILL_GRACE_MS - 1);
  assert.equal(await countWills(server, mailbox), 0);
  server.clock.advance(1);
  assert.equal(await countWills(server, mailbox), 1);
  server.clock.advance(10 * WILL_GRACE_MS);
  await server.restart();
  server.clock.advance(10 * WILL_GRACE_MS);
  assert.equal(await countWills(server, mailbox), 1);
});

test('a will reaches an owner who is listening', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.setWill(WILL));
  await server.vanish(sender);
  await waitAwake(server, owner);
  const [delivery] = await owner.deliveries(1);
  assert.equal(delivery?.seq, 1);
  assert.equal(blobToNumber(delivery.blob), WILL);
});

test('a sender who is cut off for a minute and more keeps its call; one whose page was closed is soon heard of', async () => {
  await using server = await createTestServer();
  const [cutOff, gone] = [await setUp(server), await setUp(server)];
  await server.vanish(cutOff.sender);
  gone.sender.socket.close(1001);
  await gone.sender.closed;
  await expectOk(await server.client(), { t: 'ping' });
  server.clock.advance(GOODBYE_GRACE_MS);
  assert.deepEqual(
    [await countWills(server, cutOff.mailbox), await countWills(server, gone.mailbox)],
    [0, 1],
  );
  server.clock.advance(95_000);
  assert.equal(await countWills(server, cutOff.mailbox), 0);
  const back = await server.client();
  await expectOk(back, cutOff.mailbox.bind(back));
  await expectOk(back, { t: 'clearWill', sendId: cutOff.mailbox.sendId });
  server.clock.advance(WILL_GRACE_MS);
  assert.equal(await countWills(server, cutOff.mailbox), 0);
});

test('a sender who comes back within the grace time keeps the will, now for the new socket', async () => {
  await using server = await createTestServer();
  const { mailbox, sender } = await setUp(server);
  await server.vanish(sender);
  server.clock.advance(WILL_GRACE_MS / 2);
  const back = await server.client();
  await expectOk(back, mailbox.bind(back));
  await waitAwake(server, back);
  assert.equal(await countWills(server, mailbox), 0);
  await server.vanish(back);
  server.clock.advance(WILL_GRACE_MS);
  assert.equal(await countWills(server, mailbox), 1);
});

test('a sender who is back before the old socket is noticed dead is not reported', async () => {
  await using server = await createTestServer();
  const { mailbox, sender } = await setUp(server);
  const back = await server.client();
  await expectOk(back, mailbox.bind(back));
  await server.vanish(sender);
  await waitAwake(server, back);
  assert.equal(await countWills(server, mailbox), 0);
});

test('a cleared will is forgotten, a new one replaces the old, clearing none is fine', async () => {
  await using server = await createTestServer();
  const { mailbox, sender } = await setUp(server);
  const { sendId } = mailbox;
  assert.equal(await sender.outcome({ t: 'clearWill', sendId }), 'ok');
  assert.equal(await sender.outcome({ t: 'clearWill', sendId }), 'ok');
  await expectOk(sender, mailbox.setWill(1));
  await expectOk(sender, mailbox.setWill(WILL));
  await server.vanish(sender);
  server.clock.advance(WILL_GRACE_MS);
  const owner = await server.client();
  await expectOk(owner, mailbox.open(owner));
  const [delivery] = await owner.deliveries(1);
  assert.equal(blobToNumber(delivery?.blob ?? new Uint8Array(4)), WILL);
});

test('a graceful stop delivers no will; the next start gives its grace time anew', async () => {
  await using server = await createTestServer();
  const { mailbox } = await setUp(server);
  await server.restart();
  server.clock.advance(WILL_GRACE_MS - 1);
  assert.equal(await countWills(server, mailbox), 0);
  server.clock.advance(1);
  assert.equal(await countWills(server, mailbox), 1);
});

test('after a restart, too, a sender who comes back keeps its will to itself', async () => {
  await using server = await createTestServer();
  const { mailbox } = await setUp(server);
  await server.restart();
  const back = await server.client();
  await expectOk(back, mailbox.bind(back));
  await waitAwake(server, back);
  assert.equal(await countWills(server, mailbox), 0);
});

test('a will has its place in the quota, whatever comes behind it', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 2, bytes: 4_194_304 } } });
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.setWill(WILL));
  await expectOk(sender, mailbox.setWill(WILL));
  await expectOk(sender, mailbox.send(1));
  assert.equal(await sender.outcome(mailbox.send(2)), 'mailboxFull');
  await expectOk(sender, { t: 'clearWill', sendId: mailbox.sendId });
  await expectOk(sender, mailbox.send(2, { resume: true }));
  assert.equal(await sender.outcome(mailbox.setWill(WILL)), 'mailboxFull');
  await owner.deliveries(2);
  owner.acknowledge(mailbox.receiveId, 1);
  await expectOk(owner, { t: 'ping' });
  await expectOk(sender, mailbox.setWill(WILL));
  await server.vanish(sender);
  await waitAwake(server, owner);
  const [delivery] = await owner.deliveries(1);
  assert.equal(blobToNumber(delivery?.blob ?? new Uint8Array(4)), WILL);
});

test('only the bound sender has a will', async () => {
  await using server = await createTestServer();
  const { mailbox } = await setUp(server);
  const other = await server.client();
  assert.equal(await other.outcome(mailbox.setWill(1)), 'notSender');
  assert.equal(await other.outcome({ t: 'clearWill', sendId: mailbox.sendId }), 'notSender');
});

test('a will dies with its mailbox', async () => {
  await using server = await createTestServer();
  const [owner, sender] = [await server.client(), await server.client()];
  const mailbox = await connectPair(owner, sender);
  await expectOk(sender, mailbox.setWill(WILL));
  await expectOk(owner, mailbox.delete(owner));
  assert.equal(await sender.outcome(mailbox.setWill(WILL)), 'noMailbox');
  await server.vanish(sender);
  await waitAwake(server, owner);
  assert.equal(server.running().metrics.failedCommits, 0);
});
