import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import { DATABASE_FILE } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { EXPIRY_INTERVAL_MS } from '../mailbox/expiry.ts';
import { DAY_MS } from '../mailbox/mailbox.ts';
import type { TestClient } from '../testing/testClient.ts';
import { createTestLink, createTestSeat, createTestSigner, joinRoom, openRoom } from '../testing/testLink.ts';
import { expectOk } from '../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../testing/testServer.ts';
import { LINK_CHECK_MS } from './linkExpiry.ts';

/** Turns of the event loop on a fresh socket, so that every step of a job has been committed. */
async function settle(server: TestServer): Promise<void> {
  const client = await server.client();
  for (let turn = 0; turn < 4; turn++) await expectOk(client, { t: 'ping' });
  await client.leave();
}

test('a link is made once, and read by whoever holds its token only', async () => {
  await using server = await createTestServer();
  const [host, visitor] = [await server.client(), await server.client()];
  const link = createTestLink();
  assert.equal(await visitor.outcome(link.read(visitor)), 'noLink');
  await expectOk(host, link.create());
  await expectOk(host, link.create());
  const answer = await visitor.ask(link.read(visitor));
  assert.ok(answer.t === 'link');
  assert.deepEqual([answer.version, answer.people, answer.cards], [1, 0, []]);
  assert.equal(await visitor.outcome(link.read(host)), 'badProof', 'a proof for another socket');
  const stranger = { ...createTestLink().create(), linkId: link.linkId };
  assert.equal(await visitor.outcome(stranger as never), 'badProof');
  assert.equal(
    await visitor.outcome({ ...link.read(visitor), proof: new Uint8Array(64) } as never),
    'badProof',
  );
});

test('nobody else can take an id, alive or dead', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const link = createTestLink();
  await expectOk(host, link.create());
  assert.equal(await host.outcome(link.create({ days: 5 })), 'linkExists');
  await expectOk(host, link.revoke(2));
  assert.equal(await host.outcome(link.create()), 'linkExists');
  server.clock.advance(400 * DAY_MS);
  await server.restart();
  const later = await server.client();
  assert.equal(await later.outcome(link.create()), 'linkExists');
  assert.equal(await later.outcome(link.read(later)), 'linkRevoked');
});

test('changes need the host’s key and a growing version; a repetition is fine', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const link = createTestLink();
  await expectOk(host, link.create());
  assert.equal(await host.outcome(link.update(2, {}, createTestSigner())), 'badProof');
  assert.equal(await host.outcome(link.update(1)), 'staleVersion');
  await expectOk(host, link.update(3, { people: 2 }));
  await expectOk(host, link.update(3, { people: 2 }));
  assert.equal(await host.outcome(link.update(2)), 'staleVersion');
  assert.equal(await host.outcome(link.revoke(3)), 'staleVersion');
  assert.equal(await host.outcome(link.revoke(4, createTestSigner())), 'badProof');
  await expectOk(host, link.revoke(4));
  await expectOk(host, link.revoke(4));
  assert.equal(await host.outcome(link.update(9)), 'linkRevoked');
  assert.equal(await host.outcome(createTestLink().revoke(1)), 'noLink');
});

test('a change reaches everybody at the link, a revocation ends the call', async () => {
  await using server = await createTestServer();
  const [host, guest, waiter] = [await server.client(), await server.client(), await server.client()];
  const { link } = await openRoom(host);
  await joinRoom(link, host, 0, guest);
  await expectOk(waiter, link.knock(waiter, createTestSeat()));
  await expectOk(host, link.update(2, { people: 3 }));
  for (const client of [host, guest, waiter]) assert.equal((await client.hears('linkChanged')).version, 2);
  await expectOk(host, link.revoke(3));
  for (const client of [host, guest, waiter]) {
    assert.equal((await client.hears('roomEnded')).reason, 'revoked');
    assert.equal(await client.outcome(link.read(client)), 'linkRevoked');
    assert.equal(await client.outcome(link.tell(1)), 'noRoom');
  }
});

test('a link expires 90 days after its last use, and no earlier; looking at it is no use', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const { link } = await openRoom(host);
  const short = createTestLink();
  await expectOk(host, short.create({ days: 1 }));
  await expectOk(host, { t: 'leaveRoom', linkId: link.linkId });
  server.clock.advance(89 * DAY_MS);
  const visitor = await server.client();
  assert.equal(await visitor.outcome(link.read(visitor)), 'link');
  assert.equal(await visitor.outcome(short.read(visitor)), 'linkExpired');
  await expectOk(visitor, link.start(visitor, createTestSeat()));
  await expectOk(visitor, { t: 'leaveRoom', linkId: link.linkId });
  server.clock.advance(89 * DAY_MS);
  const later = await server.client();
  assert.equal(await later.outcome(link.read(later)), 'link');
  server.clock.advance(2 * DAY_MS + EXPIRY_INTERVAL_MS);
  await settle(server);
  const last = await server.client();
  assert.equal(await last.outcome(link.read(last)), 'linkExpired');
  assert.equal(await last.outcome(link.knock(last, createTestSeat())), 'linkExpired');
  assert.equal(await last.outcome(link.create()), 'linkExists');
  using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE), { readOnly: true });
  const row = database.prepare('select * from link where linkId = ?').get(link.linkId);
  assert.deepEqual(
    [row?.['state'], row?.['record'], row?.['authKey'], row?.['adminKey']],
    ['expired', null, null, null],
  );
});

test('a one-time link ends with its first call, but not with a host who waited alone', async () => {
  await using server = await createTestServer();
  const [host, guest] = [await server.client(), await server.client()];
  const { link } = await openRoom(host, { once: true });
  await expectOk(host, { t: 'leaveRoom', linkId: link.linkId });
  assert.equal(await host.outcome(link.read(host)), 'link');
  await expectOk(host, link.start(host, createTestSeat()));
  await joinRoom(link, host, 0, guest);
  await expectOk(host, { t: 'leaveRoom', linkId: link.linkId });
  assert.equal(await guest.outcome(link.read(guest)), 'link', 'the call goes on');
  await expectOk(guest, { t: 'leaveRoom', linkId: link.linkId });
  assert.equal(await guest.outcome(link.read(guest)), 'linkExpired');
});

test('a link that another process revokes ends its call within seconds', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const { link } = await openRoom(host);
  {
    using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE));
    database.prepare("update link set state = 'revoked' where linkId = ?").run(link.linkId);
  }
  server.clock.advance(LINK_CHECK_MS);
  assert.equal((await host.hears('roomEnded')).reason, 'revoked');
});

test('links are counted against their address', async () => {
  await using server = await createTestServer({ config: { rates: { linksPerAddress: 2 } } });
  const host = await server.client();
  for (let number = 0; number < 2; number++) await expectOk(host, createTestLink().create());
  assert.equal(await host.outcome(createTestLink().create()), 'rateLimited');
});

test('records, requests and cards that are not padded are malformed: their lengths would tell of their content', async () => {
  await using server = await createTestServer();
  const [record, request, card] = [new Uint8Array(900), new Uint8Array(3000), new Uint8Array(40)];
  const link = createTestLink();
  const create = link.create();
  await expectOk(await server.client(), create);
  for (const make of [
    () => ({ ...create, record }),
    (client: TestClient) => ({ ...link.knock(client, createTestSeat()), request }),
    (client: TestClient) => ({ ...link.knock(client, createTestSeat()), card }),
    (client: TestClient) => ({ ...link.start(client, createTestSeat()), card }),
  ]) {
    const client = await server.client();
    await assert.rejects(client.ask(make(client) as ClientRequest), /1008/);
  }
});
