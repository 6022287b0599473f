/** What must be true when a simulated world has come to rest, whatever happened before. */
import assert from 'node:assert/strict';
import type { CallItemView, TextItemView } from '../client/view.ts';
import type { ContactRecord } from '../contact/contactRecord.ts';
import type { TableName } from '../port/store.ts';
import type { Person } from './person.ts';
import { itemsOf, type World } from './world.ts';

/** The texts of a person's only conversation that this person or the contact wrote, oldest first. */
export function textsOf(person: Person, by: 'me' | 'contact'): readonly TextItemView[] {
  const texts = itemsOf(person).filter(item => item.kind === 'text');
  return texts.filter(item => item.mine === (by === 'me'));
}

/** The call items of a person's only conversation, oldest first. */
export function callsOf(person: Person): readonly CallItemView[] {
  return itemsOf(person).filter(item => item.kind === 'call');
}

/** Every text of either is with the other exactly once, in its author's order, and its author knows. */
export function assertSameTexts(one: Person, other: Person): void {
  for (const [author, reader] of [
    [one, other],
    [other, one],
  ] as const) {
    const written = textsOf(author, 'me');
    const read = textsOf(reader, 'contact');
    const wording = `${author.name} to ${reader.name}`;
    assert.deepEqual(
      read.map(item => item.text),
      written.map(item => item.text),
      wording,
    );
    assert.deepEqual(
      read.map(item => item.id),
      written.map(item => item.id),
      wording,
    );
    assert.ok(
      written.every(item => item.delivery === 'received'),
      `ticks of ${author.name}: ${written.map(item => item.delivery)}`,
    );
  }
}

/** No call runs or rings anywhere, and every item says how its call ended. */
export function assertCallsOver(world: World): void {
  assert.equal(world.network.open(), 0, 'connections');
  assert.deepEqual(world.network.violations(), []);
  assert.equal(world.server.wills(), 0, 'wills');
  for (const person of world.people) {
    const { call, waitingCalls } = person.client().view();
    assert.ok(call === undefined || call.stage === 'ended', `${person.name} is ${call?.stage}`);
    assert.deepEqual(waitingCalls, []);
    assert.equal(person.tone(), undefined);
    assert.deepEqual(person.media().open(), []);
    const calls = callsOf(person);
    for (const item of calls) assertFinal(person, item);
    assert.equal(new Set(calls.map(item => item.callId)).size, calls.length, 'one item per call');
  }
}

/** Nothing waits to be sent, told or repaired, nothing failed, and of all timers only that of the next ping runs. */
export function assertAtRest(world: World): void {
  assert.equal(world.server.waiting(), 0, 'blobs on the server');
  for (const person of world.people) {
    assert.deepEqual(person.errors, [], person.name);
    assert.equal(person.timers(), 1, `timers of ${person.name}`);
    for (const table of WORKING_TABLES)
      assert.deepEqual([...(person.stored().get(table)?.keys() ?? [])], [], `${person.name} ${table}`);
    for (const value of person.stored().get('contacts')?.values() ?? []) {
      const { owedReceipts, unreceived, acceptableCalls, state } = value as ContactRecord;
      assert.deepEqual({ owedReceipts, unreceived, acceptableCalls, state }, SETTLED, person.name);
    }
  }
}

const WORKING_TABLES: readonly TableName[] = ['outbox', 'calls', 'callMessages'];
const SETTLED = { owedReceipts: [], unreceived: {}, acceptableCalls: [], state: 'active' };
const FINAL: readonly string[] = ['missed', 'rejected', 'ended', 'failed'];

function assertFinal(person: Person, item: CallItemView): void {
  assert.ok(FINAL.includes(item.status), `an item of ${person.name} is ${item.status}`);
  assert.equal(item.acceptable, false);
  assert.equal(item.duration !== undefined, item.status === 'ended');
  assert.equal(item.failure !== undefined, item.status === 'failed');
}
