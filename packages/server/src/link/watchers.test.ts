import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoteId } from '@sotto/protocol/ids';
import { MAX_WATCHED_LINKS } from '@sotto/protocol/limits';
import { createTestLink, createTestSeat, joinRoom } from '../testing/testLink.ts';
import { createTestId, expectOk } from '../testing/testMailbox.ts';
import { createTestServer } from '../testing/testServer.ts';

const RATES = { config: { rates: { linksPerAddress: 1000 } } };

test('the host hears of knocks, people and notes without being there; a guest hears of people only', async () => {
  await using server = await createTestServer();
  const [host, guest, ada, ben] = await Promise.all([1, 2, 3, 4].map(() => server.client()));
  assert.ok(host && guest && ada && ben);
  const link = createTestLink();
  await expectOk(host, link.create());
  await expectOk(host, link.watch(host, true));
  await expectOk(guest, link.watch(guest, false));
  const nobody = { t: 'linkNews', linkId: link.linkId, people: 0 };
  assert.deepEqual(await host.hears('linkNews'), { ...nobody, waiting: 0, notes: 0 });
  assert.deepEqual(await guest.hears('linkNews'), nobody);
  await expectOk(ada, link.knock(ada, createTestSeat()));
  assert.deepEqual(await host.hears('linkNews'), { ...nobody, waiting: 1, notes: 0 });
  await ada.leave();
  await expectOk(guest, link.leaveNote(guest, createTestId<NoteId>(), 1));
  assert.equal((await host.hears('linkNews')).notes, 1);
  const first = createTestSeat();
  await expectOk(ben, link.start(ben, first));
  while ((await guest.hears('linkNews')).people === 0);
  while ((await host.hears('linkNews')).people === 0);
  const cleo = await server.client();
  await joinRoom(link, ben, 0, cleo);
  while ((await host.hears('linkNews')).people < 2);
});

test('a watch takes a proof, and ends with a word or the socket; one socket has so many', async () => {
  await using server = await createTestServer(RATES);
  const [host, guest] = [await server.client(), await server.client()];
  const link = createTestLink();
  assert.equal(await guest.outcome(link.watch(guest, false)), 'noLink');
  await expectOk(host, link.create());
  assert.equal(await guest.outcome({ ...link.watch(guest, false), asHost: true } as never), 'badProof');
  await expectOk(guest, link.watch(guest, false));
  await expectOk(guest, { t: 'unwatchLink', linkId: link.linkId });
  await expectOk(host, link.start(host, createTestSeat()));
  await expectOk(guest, { t: 'ping' });
  assert.deepEqual(
    guest.heard.filter(({ t }) => t === 'linkNews').map(news => 'people' in news && news.people),
    [0],
  );
  const others = Array.from({ length: MAX_WATCHED_LINKS }, () => createTestLink());
  for (const other of others) {
    await expectOk(host, other.create());
    await expectOk(guest, other.watch(guest, false));
  }
  assert.equal(await guest.outcome(link.watch(guest, false)), 'watchesFull');
  assert.ok(others[0]);
  await expectOk(guest, others[0].watch(guest, false));
});

test('who watches hears of changes of the link', async () => {
  await using server = await createTestServer();
  const [host, guest] = [await server.client(), await server.client()];
  const link = createTestLink();
  await expectOk(host, link.create());
  await expectOk(guest, link.watch(guest, false));
  await expectOk(host, link.update(2));
  assert.equal((await guest.hears('linkChanged')).version, 2);
});
