/** The notes at an own link, as a server shows them that is not to be trusted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Bytes } from '@sotto/protocol/bytes';
import { bytesToId, type NoteId } from '@sotto/protocol/ids';
import { failure, success } from '@sotto/protocol/result';
import { createSigningKey } from '../crypto/signer.ts';
import { systemRandom as random } from '../crypto/systemRandom.testSupport.ts';
import type { Store } from '../port/store.ts';
import { countCryptoWork, settleCryptoWork } from '../sim/cryptoWork.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { createLinkToken, deriveHostKey } from './linkKeys.ts';
import type { LinkLine } from './linkLine.ts';
import { type KnownLink, loadLinkList, MOST_KEPT_NOTES, NEW_LINK } from './linkList.ts';
import { createNoteBox } from './noteBox.ts';
import { deriveNoteKey, sealLinkNote } from './noteSeals.ts';
import { createTrustedLinks } from './trustedLinks.ts';

interface Lying {
  readonly noteId: NoteId;
  readonly note: Bytes;
}

countCryptoWork();

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
  const server: { isDown: 'deleteNote' | undefined } = { isDown: undefined };
  const line: LinkLine = {
    read: async () => failure('offline'),
    change: async () => failure('offline'),
    ask: async (purpose, _key, [, noteId]) => {
      asked.push(purpose);
      await nextTurn();
      if (server.isDown === purpose) return failure('offline');
      if (purpose === 'readNotes') return success({ t: 'notes', n: 1, notes: [...lying] });
      const at = lying.findIndex(each => each.noteId === noteId);
      if (at >= 0) lying.splice(at, 1);
      return success({ t: 'ok', n: 1 });
    },
  };
  const clock = { now: () => 0, after: () => () => undefined };
  const memory = createMemoryStore();
  const disk = { isFull: false };
  const write: Store['write'] = changes =>
    disk.isFull ? Promise.reject(new Error('full')) : memory.write(changes);
  const list = await loadLinkList({ store: { ...memory, write }, clock, changed: () => undefined });
  const trusted = createTrustedLinks({ list, line, clock });
  const keys = await trusted.keys({ token });
  const { linkId } = keys;
  const link: KnownLink = { ...NEW_LINK, linkId, origin: 'https://sotto.test', token, secrets, lastUse: 0 };
  await list.put(link);
  const box = createNoteBox({ trusted, line });
  const noteKey = await deriveNoteKey(secrets.admin);
  const settles = async () => {
    // Asked and answered, opened, stored, deleted there.
    for (let step = 0; step < 3; step += 1) await settleCryptoWork();
  };
  return {
    ...{ asked, box, disk, linkId, lying, server, settles },
    leave: async (text: string): Promise<Lying> => {
      const noteId = bytesToId<NoteId>(random.bytes(16));
      const note = await sealLinkNote(random, keys, noteKey, noteId, { name: 'Ben', text, at: 1 });
      lying.push({ noteId, note });
      return { noteId, note };
    },
    reads: async (): Promise<readonly string[]> => {
      box.follow(linkId, lying.length);
      await settles();
      return box.at(linkId).map(({ text }) => text);
    },
  };
}

test('what is read is kept here, and gives its place at the server to others', async () => {
  const host = await createHost();
  await host.leave('first');
  await host.leave('second');
  assert.deepEqual(await host.reads(), ['first', 'second']);
  assert.deepEqual(host.lying, []);
  await host.leave('third');
  assert.deepEqual(await host.reads(), ['first', 'second', 'third']);
});

test('a note that could not be deleted at the server is kept once, and deleted there later', async () => {
  const host = await createHost();
  await host.leave('once');
  host.server.isDown = 'deleteNote';
  assert.deepEqual(await host.reads(), ['once']);
  assert.equal(host.lying.length, 1);
  host.server.isDown = undefined;
  assert.deepEqual(await host.reads(), ['once']);
  assert.deepEqual(host.lying, []);
});

test('what cannot be stored stays at the server', async () => {
  const host = await createHost();
  await host.leave('here');
  host.disk.isFull = true;
  await host.reads();
  assert.equal(host.lying.length, 1);
  host.disk.isFull = false;
  assert.deepEqual(await host.reads(), ['here']);
  assert.deepEqual(host.lying, []);
});

test('there is an end to what is kept: the rest waits at the server until there is room', async () => {
  const host = await createHost();
  for (let count = 0; count < MOST_KEPT_NOTES - 1; count += 1) await host.leave(`${count}`);
  await host.reads();
  const [first] = host.box.at(host.linkId);
  await host.leave('fits');
  await host.leave('waits');
  assert.equal((await host.reads()).length, MOST_KEPT_NOTES);
  assert.equal(host.lying.length, 1);
  await host.box.delete(host.linkId, first?.id as NoteId);
  await host.settles();
  assert.equal(host.box.at(host.linkId).at(-1)?.text, 'waits');
  assert.deepEqual(host.lying, []);
});

test('a deleted note that the server has again is neither shown nor kept there', async () => {
  const host = await createHost();
  const first = await host.leave('first');
  await host.leave('second');
  assert.deepEqual(await host.reads(), ['first', 'second']);
  await host.box.delete(host.linkId, first.noteId);
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
  const other = () => bytesToId<NoteId>(random.bytes(16));
  host.lying.push({ noteId: other(), note: real.note }, { noteId: other(), note: random.bytes(4096) });
  assert.deepEqual(await host.reads(), ['real']);
  assert.deepEqual(host.lying, []);
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
