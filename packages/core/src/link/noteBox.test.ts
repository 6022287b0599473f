/** The notes at an own link, as a server shows them that is not to be trusted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type NoteId } from '@sotto/protocol/ids';
import { failure, success } from '@sotto/protocol/result';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom as random } from '../crypto/systemRandom.testSupport.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { createLinkToken, deriveHostKey } from './linkKeys.ts';
import type { LinkLine } from './linkLine.ts';
import { type KnownLink, loadLinkList, NEW_LINK } from './linkList.ts';
import { createLinkShelf } from './linkShelf.ts';
import { createNoteBox } from './noteBox.ts';
import { deriveNoteKey, sealLinkNote } from './noteSeals.ts';

interface Lying {
  readonly noteId: NoteId;
  readonly note: Bytes;
}

/** A host's device, and what lies at its server. */
async function createHost() {
  const secrets = {
    admin: await createSigningKey(random),
    r: random.bytes(32),
    host: await deriveHostKey(random.bytes(32)),
  };
  const token = await createLinkToken(secrets.admin.publicKey, secrets.r);
  const lying: Lying[] = [];
  const asked: string[] = [];
  const server = { isDown: false };
  const line: LinkLine = {
    read: async () => failure('offline'),
    change: async () => failure('offline'),
    ask: async (purpose, _key, [, noteId]) => {
      asked.push(purpose);
      await nextTurn();
      if (server.isDown) return failure('offline');
      if (purpose === 'readNotes') return success({ t: 'notes', n: 1, notes: [...lying] });
      const at = lying.findIndex(each => each.noteId === noteId);
      if (at >= 0) lying.splice(at, 1);
      return success({ t: 'ok', n: 1 });
    },
  };
  const clock = { now: () => 0, after: () => () => undefined };
  const list = await loadLinkList({ store: createMemoryStore(), clock, changed: () => undefined });
  const shelf = createLinkShelf({ list, line, clock });
  const keys = await shelf.keys({ token });
  const { linkId } = keys;
  const link: KnownLink = { ...NEW_LINK, linkId, origin: 'https://sotto.test', token, secrets, lastUse: 0 };
  await list.put(link);
  let isRead = Promise.withResolvers<void>();
  const box = createNoteBox({ shelf, line, changed: () => isRead.resolve() });
  const noteKey = await deriveNoteKey(secrets.admin);
  return {
    ...{ asked, box, link, linkId, lying, server },
    leave: async (text: string): Promise<Lying> => {
      const noteId = bytesToId<NoteId>(random.bytes(16));
      const note = await sealLinkNote(random, keys, noteKey, noteId, { name: 'Ben', text, at: 1 });
      lying.push({ noteId, note });
      return { noteId, note };
    },
    reads: async (): Promise<readonly string[]> => {
      isRead = Promise.withResolvers();
      box.follow(linkId, lying.length);
      await isRead.promise;
      // What is of no use is deleted meanwhile.
      await nextTurn();
      await nextTurn();
      return box.at(linkId).map(({ text }) => text);
    },
  };
}

test('a deleted note that the server has again is neither shown nor kept there', async () => {
  const host = await createHost();
  const first = await host.leave('first');
  await host.leave('second');
  assert.deepEqual(await host.reads(), ['first', 'second']);
  assert.ok((await host.box.delete(host.link, first.noteId)).ok);
  assert.deepEqual(
    host.box.at(host.linkId).map(({ text }) => text),
    ['second'],
  );
  host.lying.push(first);
  assert.deepEqual(await host.reads(), ['second']);
  assert.equal(host.lying.includes(first), false);
});

test('a note under the id of another one, or that is none, is not shown and takes no place', async () => {
  const host = await createHost();
  const real = await host.leave('real');
  const other = bytesToId<NoteId>(random.bytes(16));
  host.lying.push({ noteId: other, note: real.note }, { noteId: other, note: random.bytes(4096) });
  assert.deepEqual(await host.reads(), ['real']);
  assert.deepEqual(host.lying, [real]);
});

test('what could not be deleted at the server is still shown', async () => {
  const host = await createHost();
  const { noteId } = await host.leave('stays');
  await host.reads();
  host.server.isDown = true;
  assert.deepEqual(await host.box.delete(host.link, noteId), { ok: false, code: 'offline' });
  assert.equal(host.box.at(host.linkId).length, 1);
});

test('however often there is said to be something new, it is read once at a time and once more', async () => {
  const host = await createHost();
  await host.leave('one');
  const first = host.reads();
  for (let times = 1; times < 50; times += 1) host.box.follow(host.linkId, times);
  await first;
  await host.reads();
  assert.ok(host.asked.length <= 3, `${host.asked.length} readings`);
  assert.equal(host.box.at(host.linkId).length, 1);
});
