import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NoteId } from '@sotto/protocol/ids';
import { tokenToCallLink, tokenToLinkId } from '@sotto/protocol/link/callLink';
import { DATABASE_FILE } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { LINK_CHECK_MS } from '../link/linkExpiry.ts';
import { createTestLink, openRoom } from '../testing/testLink.ts';
import { createTestId, expectOk } from '../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../testing/testServer.ts';

interface Result {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** The real command in a process of its own, beside the running server. */
function run(server: TestServer, ...words: readonly string[]): Promise<Result> {
  const env = { SOTTO_DATA_DIR: server.dataDirectory };
  const main = join(import.meta.dirname, '../main.ts');
  return new Promise(resolve => {
    execFile(process.execPath, [main, 'admin', ...words], { env }, (error, out, said) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, said }),
    );
  });
}

test('the operator lists links and revokes one in the middle of its call', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const { link } = await openRoom(host);
  await expectOk(host, createTestLink().create({ once: true, days: 3 }));
  const listed = await run(server, 'links', 'list');
  assert.equal(listed.code, 0);
  assert.match(listed.out, new RegExp(`${link.linkId}  last used 2031-01-06  90 days  1 in the call`));
  assert.match(listed.out, /3 days, one call {2}0 in the call/);
  assert.equal((await run(server, 'links', 'revoke', link.linkId)).code, 0);
  server.clock.advance(LINK_CHECK_MS);
  assert.equal((await host.hears('roomEnded')).reason, 'revoked');
  assert.equal(await host.outcome(link.read(host)), 'linkRevoked');
  assert.match((await run(server, 'links', 'revoke', link.linkId)).said, /revoked already/);
  assert.doesNotMatch((await run(server, 'links', 'list')).out, new RegExp(link.linkId));
  assert.match((await run(server, 'links', 'list', 'all')).out, new RegExp(`${link.linkId}.*revoked`));
});

test('the notes at a link go with it when the operator revokes it', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const [link, other] = [createTestLink(), createTestLink()];
  for (const each of [link, other]) {
    await expectOk(host, each.create());
    await expectOk(host, each.leaveNote(host, createTestId<NoteId>(), 1));
  }
  assert.equal((await run(server, 'links', 'revoke', link.linkId)).code, 0);
  using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE), { readOnly: true });
  const left = database
    .prepare(LEFT)
    .all()
    .map(({ linkId }) => linkId);
  assert.deepEqual(left, [other.linkId]);
});

/** The links at which notes lie. */
const LEFT = 'SELECT "linkId" FROM "linkNote" JOIN "link" ON "link"."key" = "linkNote"."link"';

test('a link can be named as it was reported', async () => {
  await using server = await createTestServer();
  const token = new Uint8Array(16).fill(3);
  const host = await server.client();
  await expectOk(host, createTestLink(await tokenToLinkId(token)).create());
  const revoked = await run(
    server,
    'links',
    'revoke',
    tokenToCallLink('https://sotto.example', 'voice', token),
  );
  assert.deepEqual([revoked.code, revoked.said], [0, 'Revoked. A call behind it ends within seconds.\n']);
});

test('what is not understood is explained and changes nothing', async () => {
  await using server = await createTestServer();
  for (const words of [
    [],
    ['links'],
    ['links', 'drop'],
    ['links', 'revoke'],
    ['links', 'revoke', 'x; drop table'],
  ])
    assert.equal((await run(server, ...words)).code, 2);
  assert.equal((await run(server, 'links', 'revoke', createTestLink().linkId)).code, 1);
});
