/** Calls behind links in the list of calls: while they run, after a crash, deleted, and made anew from what is stored. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId } from '@sotto/protocol/ids';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { createSeededRandom } from '../sim/seededRandom.ts';
import { loadCallHistory } from './callHistory.ts';
import { type LinkCallFacts, loadLinkCallLog } from './linkCallLog.ts';
import { repairHistory } from './repairHistory.ts';

const choir: LinkCallFacts = { linkId: 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId, name: 'Choir', media: 'video' };
const band: LinkCallFacts = { linkId: 'AAAAAAAAAAAAAAAAAAAAAQ' as LinkId, name: 'Band', media: 'voice' };

async function setUp() {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const random = createSeededRandom(1);
  const load = () => loadLinkCallLog({ store: store.reopen(), clock, random, changed: () => undefined });
  const list = async (filter: 'all' | 'missed' | 'outgoing' | 'incoming' = 'all') => {
    const history = await loadCallHistory(store.reopen(), () => undefined);
    await history.show(filter);
    return history.view()?.calls ?? [];
  };
  return { clock, store, load, list, log: await load() };
}

test('a call is in the list while it runs and afterwards, with how long it was and who was there', async () => {
  const { clock, list, log } = await setUp();
  const id = await log.begin(choir);
  const at = clock.now();
  await log.met(id, ['Ben', '']);
  await clock.advance(60_000);
  await log.met(id, ['Cleo', 'Ben']);
  assert.equal((await list())[0]?.kind === 'linkCall' && (await list())[0]?.duration, undefined);
  await log.ended(id);
  await log.ended(id);
  const item = { kind: 'linkCall', id, ...choir, at, duration: 60_000, people: ['Ben', 'Cleo'] };
  assert.deepEqual(await list(), [item]);
  assert.deepEqual(await list('outgoing'), [item]);
  assert.deepEqual([await list('missed'), await list('incoming')], [[], []]);
});

test('after a crash a call is over, unless this person comes back to it', async () => {
  const { clock, list, load, log } = await setUp();
  const id = await log.begin(choir);
  await clock.advance(5000);
  const after = await load();
  await after.remove(id);
  assert.deepEqual(await list(), []);
  const again = await after.begin(choir);
  const later = await load();
  assert.equal(await later.goOn(choir), again);
  assert.notEqual(await later.goOn(band), again);
  await clock.advance(1000);
  await later.ended(again);
  assert.notEqual(await later.goOn(choir), again, 'a call that was ended is over');
});

test('what runs cannot be deleted, what is over can, and a new index holds the same', async () => {
  const { clock, store, list, log } = await setUp();
  const [first, second] = [await log.begin(choir), await log.begin(band)];
  await log.remove(first);
  await log.clear();
  assert.equal((await list()).length, 2);
  await clock.advance(1);
  await log.ended(first);
  await store.write([{ table: 'history', key: 'version', value: undefined }]);
  const before = await list();
  await repairHistory(store);
  assert.deepEqual(await list(), before);
  await log.clear();
  assert.deepEqual(
    (await list()).map(({ id }) => id),
    [second],
  );
});
