import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { BLOB_LIFETIME_DAYS, INVITATION_LIFETIME_DAYS } from '@sotto/protocol/limits';
import { DATABASE_FILE } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { blobToNumber } from '../testing/testClient.ts';
import { createTestMailbox, expectOk } from '../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../testing/testServer.ts';
import { EXPIRY_INTERVAL_MS, TOMBSTONE_DAYS } from './expiry.ts';
import { DAY_MS } from './mailbox.ts';

/** Reads the file beside the running server. */
function readCount(server: TestServer, table: string): number {
  using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE), { readOnly: true });
  return Number(database.prepare(`select count(*) as count from ${table}`).get()?.['count']);
}

/** A round trip on a new socket: every step of the job that was due has been committed. */
async function settle(server: TestServer): Promise<void> {
  const client = await server.client();
  for (let turn = 0; turn < 6; turn++) await expectOk(client, { t: 'ping' });
  await client.leave();
}

test('blobs are kept for 21 days, counted out when they go, and the rest stays', async () => {
  await using server = await createTestServer({ config: { quota: { blobs: 590, bytes: 4_194_304 } } });
  const early = await server.client();
  const mailbox = createTestMailbox();
  await expectOk(early, mailbox.create(early));
  await expectOk(early, mailbox.bind(early));
  for (let number = 1; number <= 590; number++) await expectOk(early, mailbox.send(number));
  assert.equal(await early.outcome(mailbox.send(591)), 'mailboxFull');
  server.clock.advance(BLOB_LIFETIME_DAYS * DAY_MS - EXPIRY_INTERVAL_MS);
  await settle(server);
  assert.equal(readCount(server, 'blob'), 590);
  server.clock.advance(2 * EXPIRY_INTERVAL_MS);
  await settle(server);
  assert.equal(readCount(server, 'blob'), 0);
  const late = await server.client();
  await expectOk(late, mailbox.bind(late));
  await expectOk(late, mailbox.send(592));
  await expectOk(late, mailbox.open(late));
  const [delivery] = await late.deliveries(1);
  assert.deepEqual([delivery?.seq, blobToNumber(delivery?.blob ?? new Uint8Array(4))], [591, 592]);
});

test('an unused invitation goes after 30 days; its mailbox says so for a while and goes too', async () => {
  await using server = await createTestServer();
  const owner = await server.client();
  const [unused, used] = [createTestMailbox(), createTestMailbox()];
  for (const mailbox of [unused, used]) await expectOk(owner, mailbox.create(owner, new Uint8Array(100)));
  await expectOk(owner, used.bind(owner));
  server.clock.advance(INVITATION_LIFETIME_DAYS * DAY_MS + EXPIRY_INTERVAL_MS);
  await settle(server);
  assert.equal(readCount(server, 'invitation'), 0);
  const guest = await server.client();
  const { sendId } = unused;
  assert.equal(await guest.outcome({ t: 'readInvitation', sendId }), 'invitationExpired');
  server.clock.advance(TOMBSTONE_DAYS * DAY_MS + EXPIRY_INTERVAL_MS);
  await settle(server);
  const later = await server.client();
  assert.equal(await later.outcome({ t: 'readInvitation', sendId }), 'noInvitation');
  assert.equal(await later.outcome(unused.open(later)), 'noMailbox');
  assert.equal(await later.outcome(used.open(later)), 'ok', 'a bound mailbox outlives it');
});

test('a bound mailbox ends when its owner was not there for a year; one whose owner was stays', async () => {
  await using server = await createTestServer();
  const first = await server.client();
  const [left, kept] = [createTestMailbox(), createTestMailbox()];
  for (const mailbox of [left, kept]) {
    await expectOk(first, mailbox.create(first));
    await expectOk(first, mailbox.bind(first));
    await expectOk(first, mailbox.setWill(1));
  }
  server.clock.advance(200 * DAY_MS);
  const owner = await server.client();
  await expectOk(owner, kept.open(owner));
  server.clock.advance(166 * DAY_MS);
  await settle(server);
  const late = await server.client();
  assert.equal(await late.outcome(left.open(late)), 'noMailbox');
  assert.equal(await late.outcome(left.bind(late)), 'noMailbox');
  assert.equal(await late.outcome(kept.open(late)), 'ok');
});
