import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatId } from '@sotto/protocol/ids';
import { MAX_STATEMENTS } from '@sotto/protocol/sealed/roomBundle';
import type { RoomStatement } from '@sotto/protocol/sealed/roomStatement';
import { createSigningKey, type SigningKey } from '../crypto/signer.ts';
import { systemRandom } from '../crypto/systemRandom.testSupport.ts';
import { LINK, recordOf } from './roomMembers.testSupport.ts';
import {
  addStatements,
  dateAfter,
  isBanned,
  isLocked,
  LATEST_OF_CO_HOSTS,
  NO_RULINGS,
  type Rulings,
  signStatement,
  statementsForJoiner,
  statementsForMembers,
} from './statements.ts';

const host = await createSigningKey(systemRandom);
const record = recordOf(host, 'ask');
const groupId = systemRandom.bytes(16);
const [inside, gone] = [systemRandom.bytes(32), systemRandom.bytes(32)];

test('a joiner is told of those inside, of bans, of the lock, of who was removed, and of nothing else', async () => {
  const rulings = await state(
    approve(inside),
    approve(gone),
    { k: 'lock', linkId: LINK, groupId, isLocked: true, at: 1 },
    { k: 'lock', linkId: LINK, groupId: systemRandom.bytes(16), isLocked: true, at: 1 },
    expel(groupId),
    expel(systemRandom.bytes(16)),
    ban(gone, 2),
  );
  const told = await addStatements(
    NO_RULINGS,
    statementsForJoiner(rulings, groupId, [{ pseudonym: inside }]),
    LINK,
    record,
  );
  const kinds = [...told.values()].map(({ statement }) => statement.k).toSorted();
  assert.deepEqual(kinds, ['approve', 'ban', 'expel', 'lock']);
});

test('of more bans than fit, a joiner is told the latest', async () => {
  const bans = Array.from({ length: MAX_STATEMENTS + 4 }, (_, at) => ban(systemRandom.bytes(32), at));
  const told = statementsForJoiner(await state(...bans, approve(inside)), groupId, [{ pseudonym: inside }]);
  const kept = (await addStatements(NO_RULINGS, told, LINK, record)).values();
  const times = [...kept].flatMap(({ statement }) => (statement.k === 'ban' ? [statement.at] : []));
  assert.equal(told.length, MAX_STATEMENTS);
  assert.equal(Math.min(...times), 5);
});

test('however many a co-host removes from one call, a joiner is told of the bans', async () => {
  const expels = Array.from(
    { length: MAX_STATEMENTS },
    (_, at) => ({ ...expel(groupId), pseudonym: systemRandom.bytes(32), at: at + 10 }) as const,
  );
  const told = statementsForJoiner(await state(ban(gone, 1), ...expels), groupId, []);
  const kept = (await addStatements(NO_RULINGS, told, LINK, record)).values();
  assert.equal([...kept].filter(({ statement }) => statement.k === 'ban').length, 1);
});

test('members are told what is new, and again of the approvals of those who are added', async () => {
  const before = await state(approve(inside), approve(gone));
  const after = await addStatements(before, [await signStatement(host, ban(gone, 1))], LINK, record);
  const told = (added: Parameters<typeof statementsForMembers>[2]) =>
    statementsForMembers(before, after, added).length;
  assert.deepEqual([told([]), told([{ pseudonym: inside }])], [1, 2]);
});

test('a co-host who dates a word far ahead has not the last one: the owner’s device dates a later one', async () => {
  const [coHost, mallory] = await Promise.all([
    createSigningKey(systemRandom),
    createSigningKey(systemRandom),
  ]);
  const shared = { ...record, hosts: [host.publicKey, coHost.publicKey, mallory.publicKey] };
  const lock = (isLocked: boolean, at: number) =>
    ({ k: 'lock', linkId: LINK, groupId, isLocked, at }) as const;
  const hear = async (rulings: Rulings, by: SigningKey, statement: RoomStatement) =>
    addStatements(rulings, [await signStatement(by, statement)], LINK, shared);
  const ever = await hear(NO_RULINGS, mallory, lock(true, Number.MAX_SAFE_INTEGER));
  assert.equal(isLocked(ever, groupId), false, 'nothing is later than that: it does not count');
  const ahead = await hear(NO_RULINGS, mallory, lock(true, LATEST_OF_CO_HOSTS - 1));
  assert.equal(isLocked(ahead, groupId), true);
  const next = dateAfter(ahead, lock(false, 5), 0);
  assert.equal(isLocked(await hear(ahead, coHost, next), groupId), false, 'nor has it over other co-hosts');
  const last = await hear(NO_RULINGS, mallory, lock(true, LATEST_OF_CO_HOSTS));
  const opened = await hear(last, host, dateAfter(last, lock(false, 5), 0));
  assert.equal(isLocked(opened, groupId), false);
  assert.equal(isLocked(await hear(opened, mallory, lock(true, LATEST_OF_CO_HOSTS)), groupId), false);
});

test('the word of somebody who is no host any more counts no longer', async () => {
  const coHost = await createSigningKey(systemRandom);
  const shared = { ...record, hosts: [host.publicKey, coHost.publicKey] };
  const words = [
    approve(inside),
    ban(gone, 1),
    { k: 'lock', linkId: LINK, groupId, isLocked: true, at: 1 } as const,
  ];
  const signed = await Promise.all(words.map(each => signStatement(coHost, each)));
  const before = await addStatements(NO_RULINGS, signed, LINK, shared);
  assert.equal(before.size, 3);
  assert.equal((await addStatements(before, [], LINK, record)).size, 0);
});

test('whom the record bans nobody frees in the call', async () => {
  const banning = { ...record, bans: [gone] };
  const lifted = await state({ ...ban(gone, 9), isBanned: false });
  assert.ok(isBanned(lifted, banning, gone));
  assert.ok(!isBanned(lifted, record, gone));
});

function approve(pseudonym: Uint8Array<ArrayBuffer>): RoomStatement {
  return { k: 'approve', linkId: LINK, pseudonym, isContact: false };
}

function expel(group: Uint8Array<ArrayBuffer>): RoomStatement {
  const seat = `${'x'.repeat(21)}A` as SeatId;
  return { k: 'expel', linkId: LINK, groupId: group, seat, pseudonym: gone, isOut: true, at: 1 };
}

function ban(pseudonym: Uint8Array<ArrayBuffer>, at: number) {
  return { k: 'ban', linkId: LINK, pseudonym, isBanned: true, at } as const;
}

async function state(...statements: readonly RoomStatement[]): Promise<Rulings> {
  const signed = await Promise.all(statements.map(each => signStatement(host, each)));
  return addStatements(NO_RULINGS, signed, LINK, record);
}
