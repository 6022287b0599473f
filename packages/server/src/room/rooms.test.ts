import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEAT_GOODBYE_MS, SEAT_GRACE_MS } from '@sotto/protocol/limits';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import { blobToNumber, type TestClient } from '../testing/testClient.ts';
import { createTestLink, createTestSeat, joinRoom, openRoom } from '../testing/testLink.ts';
import { expectOk } from '../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../testing/testServer.ts';

const count = (client: TestClient, kind: ServerMessage['t']) =>
  client.heard.filter(one => one.t === kind).length;

/** Lets time pass for clients that ping meanwhile. */
async function waitAwake(server: TestServer, ms: number, ...clients: readonly TestClient[]): Promise<void> {
  for (let left = ms; left > 0; left -= 20_000) {
    for (const client of clients) await expectOk(client, { t: 'ping' });
    server.clock.advance(Math.min(20_000, left));
  }
  for (const client of clients) for (let turn = 0; turn < 3; turn++) await expectOk(client, { t: 'ping' });
}

test('a call begins with one, the next knocks, is let in by a commit, and hears of everybody', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link, first } = await openRoom(ann);
  assert.deepEqual((await ann.hears('roomPeople')).people, [{ seat: first.seat, away: false }]);
  const second = createTestSeat();
  assert.equal(await ben.outcome(link.start(ben, second)), 'roomExists');
  await expectOk(ben, link.knock(ben, second));
  assert.equal((await ann.hears('knocked')).seat, second.seat);
  await expectOk(ann, link.commit(0, [second]));
  const admitted = await ben.hears('admitted');
  assert.deepEqual(
    [admitted.epoch, blobToNumber(admitted.welcome), admitted.people.map(({ seat }) => seat)],
    [1, 1000, [first.seat, second.seat]],
  );
  const echo = await ann.hears('roomCommit');
  assert.deepEqual([echo.epoch, echo.by, blobToNumber(echo.commit)], [0, first.seat, 0]);
  assert.equal((await ann.hears('roomPeople')).people.length, 2);
  await expectOk(ben, link.tell(7));
  assert.equal(blobToNumber((await ann.hears('roomMessage')).blob), 7);
  await expectOk(ann, link.tell(8, second));
  assert.equal((await ben.hears('roomMessage')).from, first.seat);
  assert.equal(count(ben, 'roomCommit'), 0, 'the joiner does not hear of the commit that adds it');
  const read = await ben.ask(link.read(ben));
  assert.ok(read.t === 'link' && read.people === 2 && read.cards.length === 2);
});

test('of two commits on one epoch the first is the one, also when they arrive together', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  await joinRoom(link, ann, 0, ben);
  const outcomes = await Promise.all([ann.outcome(link.commit(1)), ben.outcome(link.commit(1))]);
  assert.deepEqual(outcomes.toSorted(), ['epochTaken', 'ok']);
  assert.deepEqual(
    await Promise.all([
      ann.outcome(link.commit(2)),
      ann.outcome(link.commit(2)),
      ann.outcome(link.commit(3)),
    ]),
    ['ok', 'epochTaken', 'ok'],
  );
  await expectOk(ben, { t: 'ping' });
  const orders = [ann, ben].map(client =>
    client.heard.flatMap(one => (one.t === 'roomCommit' && one.epoch > 0 ? [[one.epoch, one.by]] : [])),
  );
  assert.deepEqual(orders[0], orders[1], 'the same order for everybody');
  assert.equal(await ann.outcome(link.commit(1)), 'epochTaken');
  assert.equal(await ann.outcome(link.commit(99)), 'epochTaken');
});

test('two who come in the same instant: one begins, the other knocks', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const link = createTestLink();
  await expectOk(ann, link.create());
  const outcomes = await Promise.all(
    [ann, ben].map(client => client.outcome(link.start(client, createTestSeat()))),
  );
  assert.deepEqual(outcomes.toSorted(), ['ok', 'roomExists']);
});

test('several are let in by one commit, and each is told of all', async () => {
  await using server = await createTestServer();
  const clients = await Promise.all([1, 2, 3].map(() => server.client()));
  const ann = await server.client();
  const { link } = await openRoom(ann);
  const seats = clients.map(() => createTestSeat());
  for (const [at, client] of clients.entries())
    await expectOk(client, link.knock(client, seats[at] ?? createTestSeat()));
  await expectOk(ann, link.commit(0, seats));
  for (const client of clients) assert.equal((await client.hears('admitted')).people.length, 4);
});

test('a full call takes nobody, whatever its members want, and says so', async () => {
  await using server = await createTestServer({ config: { room: { people: 3, lobbyPeople: 32 } } });
  const clients = await Promise.all([1, 2, 3].map(() => server.client()));
  const [ann, ben, cat] = clients as [TestClient, TestClient, TestClient];
  const { link } = await openRoom(ann, { people: 2 });
  const [two, three] = [createTestSeat(), createTestSeat()];
  await expectOk(ben, link.knock(ben, two));
  await expectOk(cat, link.knock(cat, three));
  assert.equal(await ann.outcome(link.commit(0, [two, three])), 'roomFull');
  await expectOk(ann, link.commit(0, [two]));
  assert.equal(await ann.outcome(link.commit(1, [three])), 'roomFull');
  const late = await server.client();
  assert.equal(await late.outcome(link.knock(late, createTestSeat())), 'roomFull');
  await expectOk(ann, link.commit(1, [three], [two]));
  assert.equal((await ben.hears('roomEnded')).reason, 'removed');
  assert.equal(await ben.outcome(link.tell(1)), 'noRoom');
  assert.equal((await cat.hears('admitted')).people.length, 2);
});

test('the lobby has limits of its own and does not fill the call', async () => {
  await using server = await createTestServer({ config: { room: { people: 8, lobbyPeople: 4 } } });
  const ann = await server.client();
  const { link } = await openRoom(ann);
  const crowd = await Promise.all(Array.from({ length: 5 }, () => server.client()));
  const seats = crowd.map(() => createTestSeat());
  const outcomes: string[] = [];
  for (const [at, client] of crowd.entries())
    outcomes.push(await client.outcome(link.knock(client, seats[at] ?? createTestSeat())));
  assert.deepEqual(outcomes, ['ok', 'ok', 'ok', 'ok', 'lobbyFull']);
  const read = await ann.ask(link.read(ann));
  assert.ok(read.t === 'link' && read.people === 1 && read.cards.length === 1);
  await expectOk(ann, link.commit(0, [seats[0] ?? createTestSeat()]));
  await expectOk(crowd[4] as TestClient, link.knock(crowd[4] as TestClient, seats[4] ?? createTestSeat()));
});

test('who waits hears nothing of the call, and can do nothing in it', async () => {
  await using server = await createTestServer();
  const [ann, ben, eve] = [await server.client(), await server.client(), await server.client()];
  const { link, first } = await openRoom(ann);
  const seat = createTestSeat();
  await expectOk(eve, link.knock(eve, seat));
  await joinRoom(link, ann, 0, ben);
  await expectOk(ben, link.tell(1));
  assert.equal(await eve.outcome(link.tell(1, first)), 'noRoom');
  assert.equal(await eve.outcome(link.commit(1)), 'noRoom');
  assert.equal(await eve.outcome({ t: 'refuseKnock', linkId: link.linkId, seat: seat.seat }), 'noRoom');
  assert.equal(await eve.outcome(link.attach(eve, seat, 0)), 'noRoom');
  assert.deepEqual([...new Set(eve.heard.map(one => one.t))].toSorted(), ['error', 'ok', 'welcome']);
  const note = new Uint8Array(40).fill(5);
  await expectOk(ann, { t: 'refuseKnock', linkId: link.linkId, seat: seat.seat, note });
  assert.deepEqual((await eve.hears('roomEnded')).note, note);
  assert.equal((await ben.hears('knockGone')).seat, seat.seat);
  assert.equal(await ann.outcome(link.commit(1, [seat])), 'noKnock');
});

test('a member who is cut off is shown as away, comes back, and missed nothing', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const seat = await joinRoom(link, ann, 0, ben);
  await server.vanish(ben);
  await expectOk(ann, { t: 'ping' });
  const shown = ann.heard.findLast(one => one.t === 'roomPeople');
  assert.ok(shown?.t === 'roomPeople' && shown.people[1]?.away === true);
  await waitAwake(server, SEAT_GRACE_MS - 20_000, ann);
  for (const epoch of [1, 2]) await expectOk(ann, link.commit(epoch));
  await expectOk(ann, link.tell(5, seat));
  const back = await server.client();
  const intruder = createTestSeat();
  assert.equal(await back.outcome(link.attach(back, { ...intruder, seat: seat.seat }, 1)), 'badProof');
  await expectOk(back, link.attach(back, seat, 1));
  await back.hears('roomPeople');
  const missed = back.heard.flatMap(one =>
    one.t === 'roomCommit' ? [one.epoch] : one.t === 'roomMessage' ? [blobToNumber(one.blob)] : [],
  );
  assert.deepEqual(missed, [1, 2, 5]);
  assert.equal(await back.outcome(link.attach(back, seat, 9)), 'epochGone');
});

test('a member who does not come back is out after its grace; a goodbye shortens it; leaving needs none', async () => {
  await using server = await createTestServer();
  const clients = await Promise.all([1, 2, 3, 4].map(() => server.client()));
  const [ann, ben, cat, dan] = clients as [TestClient, TestClient, TestClient, TestClient];
  const { link } = await openRoom(ann);
  const seat = await joinRoom(link, ann, 0, ben);
  await joinRoom(link, ann, 1, cat);
  await joinRoom(link, ann, 2, dan);
  const people = async () => {
    const read = await ann.ask(link.read(ann));
    return read.t === 'link' ? read.people : -1;
  };
  await expectOk(dan, { t: 'leaveRoom', linkId: link.linkId });
  await expectOk(dan, { t: 'leaveRoom', linkId: link.linkId });
  assert.equal(await people(), 3);
  cat.socket.close(1001);
  await cat.closed;
  await server.vanish(ben);
  await waitAwake(server, SEAT_GOODBYE_MS, ann);
  assert.equal(await people(), 2);
  await waitAwake(server, SEAT_GRACE_MS, ann);
  assert.equal(await people(), 1);
  const back = await server.client();
  assert.equal(await back.outcome(link.attach(back, seat, 3)), 'noRoom');
});

test('who left the lobby, by word or by vanishing, is gone from it; a reload keeps the place', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const seat = createTestSeat();
  await expectOk(ben, link.knock(ben, seat));
  await server.vanish(ben);
  const again = await server.client();
  await expectOk(again, link.knock(again, seat));
  await waitAwake(server, SEAT_GOODBYE_MS, ann, again);
  assert.equal(count(ann, 'knockGone'), 0);
  const thief = await server.client();
  assert.equal(await thief.outcome(link.knock(thief, { ...createTestSeat(), seat: seat.seat })), 'lobbyFull');
  await server.vanish(again);
  await waitAwake(server, SEAT_GOODBYE_MS, ann);
  assert.equal(count(ann, 'knockGone'), 1);
});

test('somebody who is let in while cut off finds the welcome', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  const seat = createTestSeat();
  await expectOk(ben, link.knock(ben, seat));
  await server.vanish(ben);
  await expectOk(ann, link.commit(0, [seat]));
  await expectOk(ann, link.commit(1));
  const back = await server.client();
  await expectOk(back, link.attach(back, seat));
  assert.equal((await back.hears('admitted')).epoch, 1);
  assert.equal((await back.hears('roomCommit')).epoch, 1);
});

test('the host can end a call that somebody else began, others cannot', async () => {
  await using server = await createTestServer();
  const [eve, host] = [await server.client(), await server.client()];
  const { link } = await openRoom(eve);
  const seat = createTestSeat();
  const forged = { ...link.start(host, seat), replace: new Uint8Array(64) };
  assert.equal(await host.outcome(forged as never), 'badProof');
  await expectOk(host, link.start(host, seat, true));
  assert.equal((await eve.hears('roomEnded')).reason, 'replaced');
  assert.equal(await eve.outcome(link.commit(0)), 'noRoom');
  await expectOk(host, link.commit(0));
});

test('the same seat on a newer socket takes it from the older one', async () => {
  await using server = await createTestServer();
  const [ann, second] = [await server.client(), await server.client()];
  const { link, first } = await openRoom(ann);
  await expectOk(second, link.attach(second, first, 0));
  assert.equal((await ann.hears('roomEnded')).reason, 'elsewhere');
  assert.equal(await ann.outcome(link.commit(0)), 'noRoom');
  await server.vanish(ann);
  await expectOk(second, link.commit(0));
});

test('a restart ends no call: seats, epoch and commits are where they were', async () => {
  await using server = await createTestServer();
  const [ann, ben] = [await server.client(), await server.client()];
  const { link, first } = await openRoom(ann);
  const seat = await joinRoom(link, ann, 0, ben);
  await expectOk(ann, link.commit(1));
  await server.restart();
  const [again, other] = [await server.client(), await server.client()];
  await expectOk(again, link.attach(again, first, 2));
  await expectOk(other, link.attach(other, seat, 1));
  assert.equal((await other.hears('roomCommit')).epoch, 1);
  assert.equal(await other.outcome(link.commit(1)), 'epochTaken');
  await expectOk(other, link.commit(2));
  await server.restart();
  server.clock.advance(SEAT_GRACE_MS);
  const late = await server.client();
  for (let turn = 0; turn < 3; turn++) await expectOk(late, { t: 'ping' });
  assert.equal(await late.outcome(link.attach(late, seat, 3)), 'noRoom');
  await expectOk(late, link.start(late, createTestSeat()));
});

test('knocking and saying too much is refused, and costs nobody else', async () => {
  const rates = { knocksPerAddress: 3, sendsPerMailbox: 5 };
  await using server = await createTestServer({ config: { rates } });
  const [ann, ben] = [await server.client(), await server.client()];
  const { link } = await openRoom(ann);
  await joinRoom(link, ann, 0, ben);
  for (let number = 0; number < 5; number++) await expectOk(ben, link.tell(number));
  assert.equal(await ben.outcome(link.tell(5)), 'rateLimited');
  await expectOk(ann, link.tell(6));
  const eve = await server.client();
  await expectOk(eve, link.knock(eve, createTestSeat()));
  assert.equal(await eve.outcome(link.knock(eve, createTestSeat())), 'rateLimited');
});
