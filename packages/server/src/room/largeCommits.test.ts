/** Commits and welcomes of large groups (spec/links.md, "Commits"): what fits, who may say it, what it costs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MAX_ADDS,
  MAX_COMMIT_BYTES,
  MAX_FRAME_BYTES,
  MAX_ROOM_FRAME_BYTES,
  MAX_WELCOME_BYTES,
} from '@sotto/protocol/limits';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import { numberedBlob, type TestClient } from '../testing/testClient.ts';
import { createTestLink, createTestSeat, joinRoom, openRoom, type TestLink } from '../testing/testLink.ts';
import { expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

/** A commit with bodies of these lengths that adds somebody who waits. */
async function adding(link: TestLink, client: TestClient, commit: number, welcome: number) {
  const seat = createTestSeat();
  await expectOk(client, link.knock(client, seat));
  const bodies = { commit: numberedBlob(1, commit), welcome: numberedBlob(2, welcome) };
  return { ...link.commit(0, [seat]), ...bodies } as ClientRequest;
}

test('the largest welcome reaches whom it is for, with its commit', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const rest = MAX_ROOM_FRAME_BYTES - MAX_WELCOME_BYTES - 1024;
  await expectOk(ann, await adding(link, ben, rest, MAX_WELCOME_BYTES));
  assert.equal((await ben.hears('admitted')).welcome.length, MAX_WELCOME_BYTES);
  assert.equal((await ann.hears('roomCommit')).commit.length, rest);
});

test('a welcome or a commit above its limit, or too many added at once, is malformed', async () => {
  await using server = await createTestServer();
  for (const [commit, welcome, adds] of [
    [1000, MAX_WELCOME_BYTES + 1, 1],
    [MAX_COMMIT_BYTES + 1, 1000, 1],
    [1000, 1000, MAX_ADDS + 1],
  ] as const) {
    const ann = await server.client();
    const { link } = await openRoom(ann);
    const request = link.commit(0, Array.from({ length: adds }, createTestSeat));
    const bodies = { commit: numberedBlob(1, commit), welcome: numberedBlob(2, welcome) };
    await assert.rejects(ann.ask({ ...request, ...bodies } as ClientRequest), /1008/);
  }
});

test('outside of a call, a frame above the usual limit is refused before it is read', async () => {
  await using server = await createTestServer();
  const [ann, ben, eve] = [await server.client(), await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const request = await adding(link, ben, 1000, MAX_FRAME_BYTES);
  await assert.rejects(eve.ask(request), /1008/);
  const stranger = await server.client();
  await expectOk(stranger, createTestLink().create());
  await assert.rejects(stranger.ask(request), /1008/);
  await expectOk(ann, request);
});

test('whoever has just lost its seat is told so, and not cut off, for a large commit that was under way', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const request = await adding(link, ben, 1000, MAX_FRAME_BYTES);
  await expectOk(ann, { t: 'leaveRoom', linkId: link.linkId });
  assert.equal(await ann.outcome(request), 'noRoom');
});

test('people who knock while somebody is cut off do not cost it the seat', async () => {
  await using server = await createTestServer({ config: { rates: { knocksPerAddress: 1000 } } });
  const [ann, ben, eve] = [await server.client(), await server.client(), await server.client()];
  const { link, first } = await openRoom(ann);
  await joinRoom(link, ann, 0, ben);
  await server.vanish(ann);
  // Each takes up the place of the one before; all requests together are more than is kept for anybody.
  for (let count = 0; count < 80; count++) await expectOk(eve, link.knock(eve, createTestSeat()));
  await expectOk(ben, link.tell(1));
  const back = await server.client();
  await expectOk(back, link.attach(back, first, 1));
  assert.ok((await back.hears('knocked')).request.length > 0);
  await expectOk(eve, { t: 'leaveRoom', linkId: link.linkId });
});

test('a commit counts as much as messages of its length', async () => {
  await using server = await createTestServer({ config: { rates: { sendsPerMailbox: 4 } } });
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  await expectOk(ann, await adding(link, ben, 1000, MAX_WELCOME_BYTES));
  await expectOk(ann, link.tell(1));
  assert.equal(await ann.outcome(link.tell(2)), 'rateLimited');
});
