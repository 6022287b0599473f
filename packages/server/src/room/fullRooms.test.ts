import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestSeat, joinRoom, openRoom } from '../testing/testLink.ts';
import { expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

test('the operator allows fewer people than a link does: that many come in, whatever its members want', async () => {
  await using server = await createTestServer({ config: { room: { people: 2, lobbyPeople: 4 } } });
  const [host, guest, late, last] = [
    await server.client(),
    await server.client(),
    await server.client(),
    await server.client(),
  ];
  const { link } = await openRoom(host, { people: 8 });
  const [first, second] = [createTestSeat(), createTestSeat()];
  await expectOk(guest, link.knock(guest, first));
  await expectOk(late, link.knock(late, second));
  assert.equal(await host.outcome(link.commit(0, [first, second])), 'roomFull');
  await expectOk(host, link.commit(0, [first]));
  assert.equal(await host.outcome(link.commit(1, [second])), 'roomFull');
  assert.equal(await last.outcome(link.knock(last, createTestSeat())), 'roomFull');
  await expectOk(guest, { t: 'leaveRoom', linkId: link.linkId });
  await expectOk(host, link.commit(1, [second], [first]));
});

test('a link may allow fewer people than the operator does', async () => {
  await using server = await createTestServer({ config: { room: { people: 8, lobbyPeople: 4 } } });
  const [host, guest, late] = [await server.client(), await server.client(), await server.client()];
  const { link } = await openRoom(host, { people: 2 });
  await joinRoom(link, host, 0, guest);
  assert.equal(await late.outcome(link.knock(late, createTestSeat())), 'roomFull');
});
