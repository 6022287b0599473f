/** The whole life of call links: the app's own clients against the real server, over its socket. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey, sign } from '@sotto/core/crypto/signer';
import { deriveLinkKeys } from '@sotto/core/link/linkKeys';
import { readAnyLink } from '@sotto/core/link/readLinkText';
import { createLinkStatement } from '@sotto/protocol/wire/linkStatement';
import { connect } from '@sotto/server/testing/testClient';
import { openLinkVisitor } from '../support/linkVisitor.ts';
import { createMovableClock } from '../support/movableClock.ts';
import { openNodeClient } from '../support/nodeClient.ts';
import { startRealServer } from '../support/realServer.ts';

const DAY_MS = 86_400_000;

test('made, read, changed and revoked; its id cannot be taken over', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  await using guest = await openNodeClient(server.origin);
  const { commands } = host.client;
  const made = await commands.createLink('video', { name: 'Choir', policy: 'ask' });
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  assert.deepEqual(await guest.client.commands.openLink(link), { ok: true, value: undefined });
  const { join } = guest.client.view();
  assert.deepEqual([join?.state, join?.name, join?.hasToAsk, join?.count], ['ready', 'Choir', true, 0]);
  const hours = { zone: 'Europe/Paris', days: [1, 2, 3, 4, 5, 6, 7], from: 0, until: 1440 };
  assert.ok((await commands.changeLink(linkId, { name: 'Band', media: 'voice', policy: 'open', hours })).ok);
  const changed = await guest.until(view => view.join?.name === 'Band');
  assert.deepEqual(
    [changed.join?.media, changed.join?.hasToAsk, changed.join?.hours],
    ['voice', false, hours],
  );
  assert.ok((await commands.revokeLink(linkId)).ok);
  assert.ok((await commands.revokeLink(linkId)).ok === false, 'it is over here, too');
  await guest.until(view => view.join?.problem === 'revokedLink');
  assert.equal(await takeOver(server.origin, link), 'linkExists');
});

test('unused for its days it expires, used by a call it does not, and for one call it ends with that', async () => {
  const clock = createMovableClock();
  await using server = await startRealServer({ hasRelay: false, clock });
  using host = await openLinkVisitor(server.origin);
  using guest = await openLinkVisitor(server.origin);
  const short = await host.desk.commands.createLink('voice', { terms: { days: 1 } });
  const once = await host.desk.commands.createLink('video', { terms: { once: true, days: 5 } });
  assert.ok(short.ok && once.ok);
  const [first, second] = [
    await host.enter(once.value.link, 'Ada'),
    await guest.enter(once.value.link, 'Ben'),
  ];
  clock.advance(3 * DAY_MS);
  assert.deepEqual(await guest.desk.commands.openLink(short.value.link), { ok: false, code: 'expiredLink' });
  const gone = await host.desk.commands.changeLink(short.value.linkId, { name: 'x' });
  assert.deepEqual(gone, { ok: false, code: 'expiredLink' });
  assert.equal(host.desk.get(short.value.linkId)?.ending, 'expired');
  await guest.until('inside');
  second.leave();
  first.leave();
  await guest.until('over');
  await host.until('over');
  await first.settled();
  assert.deepEqual(await guest.desk.commands.openLink(once.value.link), { ok: false, code: 'expiredLink' });
});

test('a link that is revoked in the middle of a call ends it, and a change is obeyed in it', async () => {
  await using server = await startRealServer({ hasRelay: false });
  using host = await openLinkVisitor(server.origin);
  using guest = await openLinkVisitor(server.origin);
  using late = await openLinkVisitor(server.origin);
  const made = await host.desk.commands.createLink('video');
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  await host.enter(link, 'Ada');
  await guest.enter(link, 'Ben');
  assert.deepEqual(await host.desk.commands.changeLink(linkId, { media: 'voice' }), {
    ok: false,
    code: 'inUse',
  });
  assert.ok((await host.desk.commands.changeLink(linkId, { policy: 'ask' })).ok);
  await late.enter(link, 'Cleo', 'lobby');
  assert.ok((await host.desk.commands.revokeLink(linkId)).ok);
  for (const visitor of [host, guest, late]) await visitor.until('over');
});

test('whoever stays in a call that the host cannot enter with them is out of it when the host begins it anew', async () => {
  await using server = await startRealServer({ hasRelay: false });
  using host = await openLinkVisitor(server.origin);
  using stubborn = await openLinkVisitor(server.origin, { policy: 'open' });
  const made = await host.desk.commands.createLink('video');
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  const outlived = await stubborn.enter(link, 'Eve');
  assert.ok((await host.desk.commands.changeLink(linkId, { policy: 'ask' })).ok);
  const call = await host.enter(link, 'Ada');
  assert.deepEqual(call.view().warnings, ['ruleBroken']);
  await stubborn.until('over');
  assert.equal(outlived.view().ending, 'replaced');
  const again = await stubborn.enter(link, 'Eve', 'lobby');
  assert.deepEqual(
    call.view().people.map(({ name }) => name),
    ['Ada'],
  );
  assert.deepEqual(again.view().people, []);
});

/** Somebody else who holds the link tries to make it anew. */
async function takeOver(origin: string, link: string): Promise<string> {
  const { token } = readAnyLink(link) ?? assert.fail();
  const { linkId, auth } = await deriveLinkKeys(token);
  const admin = await createSigningKey({ bytes: length => crypto.getRandomValues(new Uint8Array(length)) });
  const content = { terms: { days: 90, once: false, people: 8 }, record: new Uint8Array(1024) };
  const authKey = auth.publicKey;
  const signature = await sign(admin.seed, createLinkStatement(linkId, 9, authKey, content));
  const client = await connect(origin);
  const adminKey = admin.publicKey;
  const body = { t: 'createLink', linkId, adminKey, authKey, version: 9, ...content, signature } as const;
  const outcome = await client.outcome(body as never);
  await client.leave();
  return outcome;
}
