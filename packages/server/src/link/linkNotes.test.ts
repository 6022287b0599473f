import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NoteId } from '@sotto/protocol/ids';
import { MAX_LINK_NOTES } from '@sotto/protocol/limits';
import { DATABASE_FILE } from '../db/database.ts';
import { DatabaseSync } from '../db/sqlite.ts';
import { DAY_MS } from '../mailbox/mailbox.ts';
import { connect, type TestClient } from '../testing/testClient.ts';
import { createTestLink } from '../testing/testLink.ts';
import { createTestId, expectOk } from '../testing/testMailbox.ts';
import { createTestServer, type TestServer } from '../testing/testServer.ts';

const RATES = { config: { rates: { notesPerAddress: 100 } } };
const noteId = () => createTestId<NoteId>();

function storedNotes(server: TestServer): readonly unknown[] {
  using database = new DatabaseSync(join(server.dataDirectory, DATABASE_FILE), { readOnly: true });
  return database.prepare('SELECT * FROM "linkNote"').all();
}

async function notesOf(host: TestClient, link: ReturnType<typeof createTestLink>) {
  const answer = await host.ask(link.readNotes(host));
  assert.ok(answer.t === 'notes');
  return answer.notes;
}

test('whoever holds the link leaves a note; the host alone reads it and deletes it', async () => {
  await using server = await createTestServer();
  const [host, guest] = [await server.client(), await server.client()];
  const link = createTestLink();
  await expectOk(host, link.create());
  const [first, second] = [noteId(), noteId()];
  await expectOk(guest, link.leaveNote(guest, first, 1));
  await expectOk(guest, link.leaveNote(guest, first, 1));
  await expectOk(guest, link.leaveNote(guest, second, 2));
  assert.deepEqual(
    (await notesOf(host, link)).map(note => note.noteId),
    [first, second],
  );
  const asGuest = { ...link.readNotes(guest), proof: link.watch(guest, false).proof };
  assert.equal(await guest.outcome(asGuest as never), 'badProof');
  assert.equal(await guest.outcome(link.readNotes(host)), 'badProof', 'a proof for another socket');
  const other = { ...link.deleteNote(host, first), noteId: second };
  assert.equal(await host.outcome(other as never), 'badProof', 'a proof for another note');
  await expectOk(host, link.deleteNote(host, first));
  await expectOk(host, link.deleteNote(host, first));
  assert.deepEqual(
    (await notesOf(host, link)).map(note => note.noteId),
    [second],
  );
});

test('a link has room for twelve notes, an address for a few a minute', async () => {
  await using server = await createTestServer(RATES);
  const host = await server.client();
  const link = createTestLink();
  await expectOk(host, link.create());
  const ids = Array.from({ length: MAX_LINK_NOTES }, noteId);
  for (const id of ids) await expectOk(host, link.leaveNote(host, id, 1));
  assert.equal(await host.outcome(link.leaveNote(host, noteId(), 1)), 'notesFull');
  assert.equal((await notesOf(host, link)).length, MAX_LINK_NOTES);
  await using slow = await createTestServer({ config: { rates: { notesPerAddress: 2 } } });
  const [other, its] = [await slow.client(), createTestLink()];
  await expectOk(other, its.create());
  for (const id of ids.slice(0, 2)) await expectOk(other, its.leaveNote(other, id, 1));
  assert.equal(await other.outcome(its.leaveNote(other, noteId(), 1)), 'rateLimited');
});

test('whoever fills a box keeps nobody else out, and gets no more of it by trying on', async () => {
  await using server = await createTestServer({
    config: { isProxyTrusted: true, rates: { notesPerAddress: 100 } },
  });
  const { origin } = server.running();
  const [host, flooding] = [await server.client(), await connect(origin, '192.0.2.1')];
  const link = createTestLink();
  await expectOk(host, link.create());
  for (let count = 0; count < MAX_LINK_NOTES; count += 1)
    await expectOk(flooding, link.leaveNote(flooding, noteId(), 1));
  assert.equal(await flooding.outcome(link.leaveNote(flooding, noteId(), 1)), 'notesFull');
  // One of sixteen addresses has the same drawer as the first.
  let left = 0;
  for (let last = 2; left < 3; last += 1) {
    const visitor = await connect(origin, `192.0.2.${last}`);
    const id = noteId();
    const outcome = await visitor.outcome(link.leaveNote(visitor, id, 2));
    await visitor.leave();
    if (outcome === 'notesFull') continue;
    left += 1;
    assert.equal(await flooding.outcome(link.leaveNote(flooding, noteId(), 1)), 'notesFull');
    const notes = await notesOf(host, link);
    assert.equal(notes.length, MAX_LINK_NOTES);
    assert.ok(notes.some(note => note.noteId === id));
  }
  await flooding.leave();
});

test('notes outlive a restart, and go with their link', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const link = createTestLink();
  await expectOk(host, link.create());
  await expectOk(host, link.leaveNote(host, noteId(), 1));
  await server.restart();
  const later = await server.client();
  assert.equal((await notesOf(later, link)).length, 1);
  await expectOk(later, link.revoke(2));
  assert.equal(await later.outcome(link.readNotes(later)), 'linkRevoked');
  await later.leave();
  assert.deepEqual(storedNotes(server), []);
});

test('notes go with a link that expires', async () => {
  await using server = await createTestServer();
  const host = await server.client();
  const link = createTestLink();
  await expectOk(host, link.create({ days: 1 }));
  await expectOk(host, link.leaveNote(host, noteId(), 1));
  server.clock.advance(3 * DAY_MS);
  await server.restart();
  const later = await server.client();
  assert.equal(await later.outcome(link.readNotes(later)), 'linkExpired');
  assert.equal(await later.outcome(link.leaveNote(later, noteId(), 1)), 'linkExpired');
  await later.leave();
  assert.deepEqual(storedNotes(server), []);
});

test('nothing more is kept when the storage is used up', async () => {
  await using server = await createTestServer({ config: { storageBytes: 1 } });
  const guest = await server.client();
  const link = createTestLink();
  assert.equal(await guest.outcome(link.create()), 'storageFull');
  assert.equal(await guest.outcome(link.leaveNote(guest, noteId(), 1)), 'noLink');
});
