/** Stories of the list of calls, on whole clients. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryFilter } from '../client/view.ts';
import type { Person } from '../sim/person.ts';
import { contactOf, createWorld, introduce, itemsOf } from '../sim/world.ts';

/** Ben misses a call, rejects one, takes one, and calls himself. */
async function createPast() {
  const world = await createWorld(['Ada', 'Ben', 'Cleo']);
  const [ada, ben, cleo] = world.people as readonly [Person, Person, Person];
  await introduce(world, ada, ben);
  await introduce(world, cleo, ben);
  const callBen = async (who: Person, act: () => Promise<unknown>) => {
    await who.client().commands.call(contactOf(who).id, 'audio');
    await world.clock.advance(3000);
    await act();
    await world.clock.advance(3000);
    await who.client().commands.endCall();
    await world.clock.advance(1000);
    await ben.client().commands.endCall();
    await world.clock.advance(1000);
  };
  const incoming = () => ben.client().view().call?.callId ?? assert.fail('nothing rings');
  await callBen(ada, async () => undefined);
  await callBen(cleo, () => ben.client().commands.rejectCall(incoming()));
  await callBen(ada, () => ben.client().commands.acceptCall(incoming(), 'audio'));
  await ben.client().commands.call(contactOf(ben, 'Cleo').id, 'video');
  await world.clock.advance(3000);
  await ben.client().commands.endCall();
  await world.clock.advance(2000);
  const list = async (filter: HistoryFilter) => {
    await ben.client().commands.openHistory(filter);
    const { history, contacts } = ben.client().view();
    const name = (id: string) => contacts.find(contact => contact.id === id)?.name;
    return history?.calls.map(call =>
      call.kind === 'call' ? `${name(call.contactId)} ${call.status}` : call.kind,
    );
  };
  return { world, ada, ben, list };
}

test('calls of all contacts are listed newest first, by filter', async () => {
  const { list } = await createPast();
  assert.deepEqual(await list('all'), ['Cleo missed', 'Ada ended', 'Cleo rejected', 'Ada missed']);
  assert.deepEqual(await list('missed'), ['Ada missed']);
  assert.deepEqual(await list('outgoing'), ['Cleo missed']);
  assert.deepEqual(await list('incoming'), ['Ada ended', 'Cleo rejected', 'Ada missed']);
});

test('missed calls are counted until they are seen, in the list or in their conversation', async () => {
  const { world, ada, ben } = await createPast();
  assert.equal(ben.client().view().missedCalls, 1);
  ben.kill();
  await ben.open();
  await world.clock.advance(1000);
  assert.equal(ben.client().view().missedCalls, 1);
  await ben.client().commands.openConversation(contactOf(ben, 'Cleo').id);
  assert.equal(ben.client().view().missedCalls, 1);
  await ben.client().commands.openConversation(contactOf(ben, 'Ada').id);
  assert.equal(ben.client().view().missedCalls, 0);
  await ben.client().commands.openConversation(undefined);
  const miss = async () => {
    await ada.client().commands.call(contactOf(ada).id, 'audio');
    await world.clock.advance(3000);
    await ada.client().commands.endCall();
    await world.clock.advance(3000);
    await ada.client().commands.endCall();
  };
  await miss();
  assert.equal(ben.client().view().missedCalls, 1);
  await ben.client().commands.openHistory('all');
  assert.equal(ben.client().view().missedCalls, 0);
  await miss();
  assert.equal(ben.client().view().missedCalls, 0);
  assert.equal(ben.client().view().history?.calls.length, 6);
});

test('one call can be deleted, or all, in the list and in the conversation', async () => {
  const { ben, list } = await createPast();
  await list('all');
  const call = ben.client().view().history?.calls[1] ?? assert.fail();
  assert.ok(call.kind === 'call');
  await ben.client().commands.deleteCall(call.contactId, call.id);
  assert.deepEqual(await list('all'), ['Cleo missed', 'Cleo rejected', 'Ada missed']);
  assert.equal(itemsOf(ben).length, 3);
  await ben.client().commands.clearHistory();
  assert.deepEqual(await list('all'), []);
  assert.equal(itemsOf(ben).length, 0);
  assert.equal(contactOf(ben, 'Ada').lastItem, undefined);
  assert.deepEqual([...(ben.stored().get('history')?.keys() ?? [])], ['version']);
});

test('clearing a conversation and deleting a contact take their calls along', async () => {
  const { world, ben, list } = await createPast();
  await ben.client().commands.clearConversation(contactOf(ben, 'Cleo').id);
  assert.deepEqual(await list('all'), ['Ada ended', 'Ada missed']);
  await world.run(ben.client().commands.deleteContact(contactOf(ben, 'Ada').id));
  assert.deepEqual(await list('all'), []);
});

test('a store without an index, or with one of another version, gets it at start', async () => {
  const { ben, list } = await createPast();
  const before = [...(ben.stored().get('history')?.keys() ?? [])].filter(key => !key.startsWith('unseen/'));
  ben.kill();
  ben.stored().get('history')?.clear();
  await ben.open();
  assert.deepEqual([...(ben.stored().get('history')?.keys() ?? [])].sort(), before.sort());
  assert.equal((await list('all'))?.length, 4);
});

test('long histories come page by page', async () => {
  const { ben, list } = await createPast();
  const [, sample] =
    [...(ben.stored().get('history')?.entries() ?? [])].find(([key]) => key.startsWith('all/')) ?? [];
  for (let index = 0; index < 120; index += 1)
    ben
      .stored()
      .get('history')
      ?.set(`all/${String(index).padStart(15, '0')}-t/x`, sample);
  assert.equal((await list('all'))?.length, 50);
  assert.equal(ben.client().view().history?.hasOlder, true);
  await ben.client().commands.loadOlderCalls();
  await ben.client().commands.loadOlderCalls();
  assert.equal(ben.client().view().history?.calls.length, 124);
  assert.equal(ben.client().view().history?.hasOlder, false);
});
