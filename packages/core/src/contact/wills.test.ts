/** Wills: what the server holds follows what is wanted, whatever overtakes what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bytes } from '@sotto/protocol/bytes';
import type { ContactId, SendId } from '@sotto/protocol/ids';
import type { SealedMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import type { Connection } from '../mailbox/connection.ts';
import type { Outbox } from '../mailbox/outbox.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import type { ContactBook } from './contactBook.ts';
import type { ContactChannel } from './contactChannel.ts';
import { createWills } from './wills.ts';

const CONTACT = 'contact' as ContactId;
const first = { k: 'profile', name: 'first' } as const;
const second = { k: 'profile', name: 'second' } as const;

/** A contact whose epoch a test moves, and a server that keeps the last will. */
function setUp() {
  const clock = createFakeClock();
  const state = { epoch: 1, isUp: true, isDrained: true, isKnown: true };
  const held: { will: string | undefined } = { will: undefined };
  const asked: ClientRequest['t'][] = [];
  let sealings = 0;
  let tell = (_id: ContactId) => {};
  const request = async (body: ClientRequest) => {
    asked.push(body.t);
    await clock.settle();
    if (!state.isUp) return { ok: false, code: 'offline' } as const;
    if (body.t === 'setWill') held.will = new TextDecoder().decode(body.blob);
    if (body.t === 'clearWill') held.will = undefined;
    return { ok: true, value: { t: 'ok', n: 0 } } as const;
  };
  const sealAside = async (_: ContactId, message: SealedMessage) => {
    sealings += 1;
    const { epoch } = state;
    await clock.settle();
    const blob = new TextEncoder().encode(`${message.k === 'profile' ? message.name : ''} ${epoch}`);
    tell(CONTACT);
    return { blob, epoch };
  };
  const wills = createWills({
    connection: { request } as unknown as Connection,
    outbox: {
      bind: async () => (state.isUp ? { ok: true } : { ok: false, code: 'offline' }),
      drain: async () => state.isDrained,
    } as unknown as Outbox,
    book: {
      get: () => (state.isKnown ? { theirs: { sendId: 'mailbox' as SendId } } : undefined),
      group: () => Uint8Array.of(state.epoch),
      onChange: (listener: typeof tell) => {
        tell = listener;
      },
    } as unknown as ContactBook,
    channel: { sealAside } as unknown as ContactChannel,
    epochOf: (group: Bytes) => group[0] ?? 0,
  });
  const changeGroup = (epoch: number) => {
    state.epoch = epoch;
    tell(CONTACT);
  };
  const rest = async () => {
    for (let turn = 0; turn < 20; turn += 1) await clock.settle();
  };
  return { state, held, asked, wills, changeGroup, rest, sealings: () => sealings };
}

test('a will is left once, and taken back', async () => {
  const { held, wills, asked, sealings } = setUp();
  await wills.set(CONTACT, first);
  assert.equal(held.will, 'first 1');
  await wills.clear(CONTACT);
  assert.equal(held.will, undefined);
  assert.deepEqual([asked, sealings()], [['setWill', 'clearWill'], 1]);
});

test('a will follows the epochs of the group, until it is taken back', async () => {
  const { held, wills, changeGroup, rest, sealings } = setUp();
  await wills.set(CONTACT, first);
  changeGroup(1);
  await rest();
  assert.equal(sealings(), 1, 'another message of the same epoch changes nothing');
  for (const epoch of [2, 3, 4]) {
    changeGroup(epoch);
    await rest();
    assert.equal(held.will, `first ${epoch}`);
  }
  await wills.clear(CONTACT);
  changeGroup(5);
  await rest();
  assert.deepEqual([held.will, sealings()], [undefined, 4]);
});

test('epochs that move while a will is on its way are made up for', async () => {
  const { held, wills, changeGroup, rest } = setUp();
  void wills.set(CONTACT, first);
  changeGroup(2);
  await Promise.resolve();
  changeGroup(3);
  await rest();
  assert.equal(held.will, 'first 3');
});

test('the last wish counts, however quickly wishes follow each other', async () => {
  const { held, wills, rest } = setUp();
  void wills.set(CONTACT, first);
  void wills.clear(CONTACT);
  await rest();
  assert.equal(held.will, undefined);
  void wills.set(CONTACT, first);
  void wills.clear(CONTACT);
  void wills.set(CONTACT, second);
  await rest();
  assert.equal(held.will, 'second 1');
});

test('on every new socket a will is left again, without sealing it again', async () => {
  const { state, held, wills, rest, sealings } = setUp();
  await wills.set(CONTACT, first);
  held.will = undefined;
  wills.resume();
  await rest();
  assert.deepEqual([held.will, sealings()], ['first 1', 1]);
  state.isUp = false;
  await wills.clear(CONTACT);
  assert.equal(held.will, 'first 1');
  state.isUp = true;
  wills.resume();
  await rest();
  assert.equal(held.will, undefined);
});

test('a will stays while what was said before has not reached the server', async () => {
  const { state, held, wills, rest } = setUp();
  await wills.set(CONTACT, first);
  state.isDrained = false;
  await wills.clear(CONTACT);
  assert.equal(held.will, 'first 1');
  state.isDrained = true;
  wills.resume();
  await rest();
  assert.equal(held.will, undefined);
});

test('of a contact that is gone nothing is left and nothing asked', async () => {
  const { state, wills, asked, changeGroup, rest } = setUp();
  await wills.set(CONTACT, first);
  state.isKnown = false;
  changeGroup(2);
  await wills.clear(CONTACT);
  wills.resume();
  await rest();
  assert.deepEqual(asked, ['setWill']);
});
