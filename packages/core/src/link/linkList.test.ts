import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { type KnownLink, linkToEnd, loadLinkList, NEW_LINK } from './linkList.ts';

const DAY_MS = 86_400_000;

test('links survive a reload, the most recently used first', async () => {
  const { clock, store, load } = world();
  const list = await load();
  await list.put(link('a', clock.now()));
  await list.put(link('b', clock.now() + 1));
  await clock.advance(1000);
  await list.touch(link('a', 0).linkId);
  const again = await load();
  assert.deepEqual(
    again.all().map(each => each.guestName),
    ['a', 'b'],
  );
  await again.forget(link('a', 0).linkId);
  assert.equal((await load()).all().length, 1);
  assert.equal(store.tables.get('links')?.size, 1);
});

test('a link ends 90 days after its last use, or earlier if its host says so', async () => {
  const known = link('a', 1000);
  assert.equal(linkToEnd(known), 1000 + 90 * DAY_MS);
  assert.equal(linkToEnd({ ...known, record: record(3, 7) }), 1000 + 7 * DAY_MS);
});

test('a link that others may still use is kept, and dropped when nobody can', async () => {
  const { clock, load } = world();
  await (await load()).put(link('a', clock.now()));
  await clock.advance(179 * DAY_MS);
  assert.equal((await load()).all().length, 1);
  await clock.advance(DAY_MS);
  assert.equal((await load()).all().length, 0);
});

test('an older record never takes the place of a newer one', async () => {
  const { load } = world();
  const list = await load();
  await list.put({ ...link('a', 0), record: record(3, 90) });
  await list.put({ ...link('a', 0), record: record(2, 90) });
  await list.put({ ...link('a', 0), record: undefined });
  assert.equal(list.all()[0]?.record?.version, 3);
});

function world() {
  const clock = createFakeClock();
  const store = createMemoryStore();
  return {
    clock,
    store,
    load: () => loadLinkList({ store: store.reopen(), clock, changed: () => undefined }),
  };
}

function link(letter: string, lastUse: number): KnownLink {
  return {
    linkId: `${letter.repeat(21)}A` as LinkId,
    origin: 'https://sotto.example',
    token: new Uint8Array(16),
    ...NEW_LINK,
    lastUse,
    guestName: letter,
  };
}

function record(version: number, days: number): LinkRecord {
  const bytes = new Uint8Array(32);
  const facts = { adminKey: bytes, r: bytes, hostKey: bytes, hostProof: new Uint8Array(64) };
  const terms = { days, once: false, people: 5 };
  return { ...facts, version, terms, name: '', media: 'video', policy: 'open', hosts: [bytes], bans: [] };
}
