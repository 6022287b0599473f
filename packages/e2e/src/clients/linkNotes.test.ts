/** Notes at links and what hosts and visitors hear of links where they are not: the app's own clients against the real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sign } from '@sotto/core/crypto/signer';
import { deriveLinkKeys } from '@sotto/core/link/linkKeys';
import { readAnyLink } from '@sotto/core/link/readLinkText';
import { bytesToId, type LinkId, type NoteId } from '@sotto/protocol/ids';
import { MAX_LINK_NOTE_LENGTH } from '@sotto/protocol/limits';
import { proofStatement } from '@sotto/protocol/wire/proof';
import { connect } from '@sotto/server/testing/testClient';
import { openLinkVisitor } from '../support/linkVisitor.ts';
import { type NodeClient, openNodeClient } from '../support/nodeClient.ts';
import { startRealServer, startServerProcess } from '../support/realServer.ts';

const newsOf = ({ client }: NodeClient, linkId: LinkId) =>
  client.view().linkNews.find(news => news.linkId === linkId);

async function makeLink(host: NodeClient) {
  const made = await host.client.commands.createLink('video', { name: 'Choir', policy: 'ask' });
  assert.ok(made.ok);
  return made.value;
}

test('a guest leaves a note, the host reads it by name, deletes it, and it does not come back', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  await using guest = await openNodeClient(server.origin);
  const { link, linkId } = await makeLink(host);
  assert.ok((await guest.client.commands.openLink(link)).ok);
  assert.equal(guest.client.view().join?.canLeaveNote, true);
  const { leaveNote } = guest.client.commands;
  assert.deepEqual(await leaveNote({ name: 'Ben', text: ' ' }), { ok: false, code: 'tooLong' });
  const long = 'x'.repeat(MAX_LINK_NOTE_LENGTH + 1);
  assert.deepEqual(await leaveNote({ name: 'Ben', text: long }), { ok: false, code: 'tooLong' });
  assert.ok((await leaveNote({ name: ' Ben ', text: 'I will be late' })).ok);
  await host.until(view => view.linkNews[0]?.notes.length === 1);
  const [note] = newsOf(host, linkId)?.notes ?? [];
  assert.deepEqual([note?.name, note?.text, note?.invitation], ['Ben', 'I will be late', undefined]);
  assert.deepEqual(guest.client.view().linkNews, [], 'guests hear nothing of notes');
  assert.equal(note?.isNew, true);
  assert.ok((await host.client.commands.sawLinkNotes(linkId)).ok);
  await host.until(view => view.linkNews[0]?.notes[0]?.isNew === false);
  const { deleteLinkNote } = host.client.commands;
  assert.ok(note);
  assert.ok((await deleteLinkNote(linkId, note.id)).ok);
  await host.until(view => view.linkNews.length === 0);
  assert.deepEqual(await guest.client.commands.deleteLinkNote(linkId, note.id), {
    ok: false,
    code: 'notHost',
  });
});

test('the host can answer a note that brings an invitation, once', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  await using guest = await openNodeClient(server.origin);
  const { link, linkId } = await makeLink(host);
  await guest.client.commands.openLink(link);
  await guest.client.commands.setName('Ben');
  const invited = await guest.client.commands.invite();
  assert.ok(invited.ok);
  const invitation = invited.value.link;
  assert.ok((await guest.client.commands.leaveNote({ name: 'Ben', text: 'Call me', invitation })).ok);
  await host.until(view => view.linkNews[0]?.notes.length === 1);
  const [note] = newsOf(host, linkId)?.notes ?? [];
  assert.equal(note?.invitation, invitation);
  await host.client.commands.setName('Ada');
  assert.ok((await host.client.commands.acceptInvitation(invitation)).ok);
  assert.ok((await host.client.commands.answeredLinkNote(linkId, note?.id ?? ('' as NoteId))).ok);
  await host.until(view => view.linkNews[0]?.notes[0]?.invitation === undefined);
  await guest.until(view => view.contacts.some(({ name }) => name === 'Ada'));
});

test('what was not sealed for the host is deleted, and takes nobody’s place', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  const { link, linkId } = await makeLink(host);
  const { token } = readAnyLink(link) ?? assert.fail();
  const { auth } = await deriveLinkKeys(token);
  const stranger = await connect(server.origin);
  const noteId = bytesToId<NoteId>(crypto.getRandomValues(new Uint8Array(16)));
  const proof = await sign(auth.seed, proofStatement('leaveNote', stranger.nonce, linkId, noteId));
  const note = crypto.getRandomValues(new Uint8Array(4096));
  assert.equal(await stranger.outcome({ t: 'leaveNote', linkId, noteId, note, proof }), 'ok');
  // A readable one after it shows that the host has read both.
  await using guest = await openNodeClient(server.origin);
  await guest.client.commands.openLink(link);
  assert.ok((await guest.client.commands.leaveNote({ name: '', text: 'Hello' })).ok);
  await host.until(view => view.linkNews[0]?.notes.length === 1);
  assert.deepEqual(
    newsOf(host, linkId)?.notes.map(({ text }) => text),
    ['Hello'],
  );
  await stranger.leave();
});

test('a host hears who waits and who is there, and a visitor when the call begins and ends', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  await using early = await openNodeClient(server.origin);
  using guest = await openLinkVisitor(server.origin);
  using owner = await openLinkVisitor(server.origin);
  const { link, linkId } = await makeLink(host);
  const open = await owner.desk.commands.createLink('voice');
  assert.ok(open.ok);
  await early.client.commands.openLink(open.value.link);
  assert.equal(early.client.view().join?.count, 0);
  const room = await owner.enter(open.value.link, 'Cleo');
  await early.until(view => view.join?.count === 1);
  room.leave();
  await early.until(view => view.join?.count === 0);
  await guest.enter(link, 'Ben', 'lobby');
  await host.until(view => view.linkNews[0]?.waiting === 1);
  assert.equal(newsOf(host, linkId)?.people, 0);
  assert.equal(host.client.view().links[0]?.tellsMe, true);
  assert.ok((await host.client.commands.tellMe(linkId, false)).ok);
  assert.equal(host.client.view().links[0]?.tellsMe, false);
});

test('a host is not told that somebody waits when somebody only looks at a call that runs', async () => {
  await using server = await startRealServer({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  using guest = await openLinkVisitor(server.origin);
  using visitor = await openLinkVisitor(server.origin);
  using asking = await openLinkVisitor(server.origin);
  const made = await host.client.commands.createLink('video');
  assert.ok(made.ok);
  const { link, linkId } = made.value;
  await guest.enter(link, 'Ben');
  const told = new Set<number | undefined>();
  const stop = host.client.onView(() => told.add(newsOf(host, linkId)?.waiting));
  await visitor.look(link, 'Cleo');
  await host.until(() => newsOf(host, linkId)?.people === 2);
  assert.deepEqual([...told], [0]);
  stop();
  assert.ok((await host.client.commands.changeLink(linkId, { policy: 'ask' })).ok);
  await asking.enter(link, 'Dan', 'lobby');
  await host.until(() => (newsOf(host, linkId)?.waiting ?? 0) > 0);
});

test('a server that is killed has every note that it said it has, and is watched again when it is back', async () => {
  await using server = await startServerProcess({ hasRelay: false });
  await using host = await openNodeClient(server.origin);
  await using guest = await openNodeClient(server.origin);
  const { link, linkId } = await makeLink(host);
  await guest.client.commands.openLink(link);
  assert.ok((await guest.client.commands.leaveNote({ name: 'Ben', text: 'before' })).ok);
  // The host may have taken it by then, or not.
  await server.kill();
  await host.until(view => view.connection !== 'connected');
  await server.start();
  for (const { until } of [host, guest]) await until(view => view.connection === 'connected');
  assert.ok((await guest.client.commands.leaveNote({ name: 'Ben', text: 'after' })).ok);
  await host.until(view => view.linkNews[0]?.notes.length === 2);
  assert.deepEqual(
    newsOf(host, linkId)?.notes.map(({ text }) => text),
    ['before', 'after'],
  );
  await server.kill();
  await host.until(view => view.connection !== 'connected');
  assert.equal(newsOf(host, linkId)?.notes.length, 2, 'what was read is kept on the device');
});
