/** The way out: the window, order behind a refusal, pauses, and sockets that come and go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId, SendId } from '@sotto/protocol/ids';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import { createFakeClock } from '../sim/fakeClock.ts';
import type { Connection, RequestFailure } from './connection.ts';
import { createOutbox, type OutboxEntry } from './outbox.ts';

type Outcome = Awaited<ReturnType<Connection['request']>>;
type Send = Extract<ClientRequest, { t: 'send' }>;

const CONTACT = 'contact' as ContactId;
const OK: Outcome = { ok: true, value: { t: 'ok', n: 0 } };
const no = (code: RequestFailure['code'], retryAfter?: number): Outcome =>
  retryAfter === undefined ? { ok: false, code } : { ok: false, code, retryAfter };

function setUp() {
  const clock = createFakeClock();
  const asked: { readonly request: ClientRequest; readonly answer: (outcome: Outcome) => void }[] = [];
  const state = { isUp: true, isReady: true, isKnown: true, binding: OK as Outcome, canStore: true };
  const stored: string[] = [];
  const errors: string[] = [];
  const connection: Pick<Connection, 'request' | 'nonce'> = {
    nonce: () => (state.isUp ? new Uint8Array(32) : undefined),
    request: request =>
      new Promise(answer => {
        if (request.t === 'bindSender') answer(state.binding);
        asked.push({ request, answer });
      }),
  };
  const outbox = createOutbox({
    connection: connection as Connection,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: event => errors.push(event) },
    sign: async () => (state.isUp ? new Uint8Array(64) : undefined),
    mailboxOf: () => {
      const senderKey = { seed: new Uint8Array(32), publicKey: new Uint8Array(32) };
      return state.isKnown ? { sendId: 'mailbox' as SendId, senderKey } : undefined;
    },
    isReady: () => state.isReady,
    accepted: async (_, entry) => {
      if (!state.canStore) throw new Error('the disk is full');
      stored.push(entry.key);
    },
  });
  const sends = () => asked.filter(({ request }) => request.t === 'send');
  return { clock, outbox, state, stored, errors, asked, sends, push: pusher(outbox) };
}

type SetUp = ReturnType<typeof setUp>;

function pusher(outbox: ReturnType<typeof createOutbox>) {
  return (...numbers: readonly number[]) =>
    numbers.map(number => {
      const entry: OutboxEntry = { key: `${number}`, blob: Uint8Array.of(number), wake: 'none' };
      let isSettled = false;
      void outbox.push(CONTACT, entry).then(() => {
        isSettled = true;
      });
      return () => isSettled;
    });
}

const numberOf = ({ request }: ReturnType<SetUp['sends']>[number]) => (request as Send).blob[0];
const sentNumbers = (world: SetUp) => world.sends().map(numberOf);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('it binds once, then keeps eight blobs without an answer on their way', async () => {
  const world = setUp();
  world.push(...range(1, 12));
  await world.clock.settle();
  assert.deepEqual(sentNumbers(world), range(1, 8));
  assert.equal(world.asked.filter(({ request }) => request.t === 'bindSender').length, 1);
  world.sends()[0]?.answer(OK);
  world.sends()[1]?.answer(OK);
  await world.clock.settle();
  assert.deepEqual(sentNumbers(world), range(1, 10));
  assert.deepEqual(world.stored, ['1', '2']);
});

test('an acceptance counts when it is stored', async () => {
  const world = setUp();
  const [isSettled] = world.push(1);
  await world.clock.settle();
  assert.equal(isSettled?.(), false);
  world.sends()[0]?.answer(OK);
  await world.clock.settle();
  assert.equal(isSettled?.(), true);
});

test('an acceptance that cannot be stored holds nothing up, and does not count', async () => {
  const world = setUp();
  world.state.canStore = false;
  const [isSettled] = world.push(1);
  await world.clock.settle();
  world.sends()[0]?.answer(OK);
  await world.clock.settle();
  assert.equal(isSettled?.(), false);
  assert.deepEqual(world.errors, ['outbox.notStored']);
  world.push(2);
  await world.clock.settle();
  assert.deepEqual(sentNumbers(world), [1, 2]);
});

test('behind a refusal nothing is sent; then it begins again with the refused blob, marked so', async () => {
  const world = setUp();
  world.push(...range(1, 10));
  await world.clock.settle();
  const [first, second, ...others] = world.sends();
  first?.answer(OK);
  second?.answer(no('mailboxFull', 7000));
  await world.clock.settle();
  for (const other of others) other.answer(no('outOfOrder'));
  await world.clock.settle();
  const before = world.sends().length;
  await world.clock.advance(6999);
  assert.equal(world.sends().length, before, 'the first refusal says how long to wait');
  await world.clock.advance(1);
  const again = world.sends().slice(before);
  assert.deepEqual(again.map(numberOf), range(2, 9));
  assert.deepEqual(
    again.map(({ request }) => (request as Send).resume),
    [true, ...Array.from({ length: 7 }, () => undefined)],
  );
});

test('it does not begin again before all answers are there', async () => {
  const world = setUp();
  world.push(1, 2);
  await world.clock.settle();
  world.sends()[0]?.answer(no('mailboxFull'));
  await world.clock.advance(60_000);
  assert.equal(world.sends().length, 2);
  world.push(3);
  await world.clock.settle();
  assert.equal(world.sends().length, 2, 'nothing new goes behind a refusal either');
  world.sends()[1]?.answer(no('outOfOrder'));
  await world.clock.advance(3000);
  assert.deepEqual(sentNumbers(world), [1, 2, 1, 2, 3]);
});

test('offline everything waits; the next socket binds anew and sends everything without an answer again', async () => {
  const world = setUp();
  const pushed = world.push(1, 2);
  await world.clock.settle();
  world.sends()[0]?.answer(OK);
  await world.clock.settle();
  world.state.isUp = false;
  world.sends()[1]?.answer(no('offline'));
  world.push(3);
  await world.clock.advance(60_000);
  assert.deepEqual(sentNumbers(world), [1, 2]);
  world.state.isUp = true;
  world.outbox.resume();
  await world.clock.settle();
  assert.deepEqual(sentNumbers(world), [1, 2, 2, 3]);
  assert.equal(world.asked.filter(({ request }) => request.t === 'bindSender').length, 2);
  assert.deepEqual(
    pushed.map(isSettled => isSettled()),
    [true, false],
  );
});

test('an answer of a socket that is gone means nothing', async () => {
  const world = setUp();
  const [isSettled] = world.push(1);
  await world.clock.settle();
  world.outbox.resume();
  await world.clock.settle();
  world.sends()[0]?.answer(OK);
  await world.clock.settle();
  assert.equal(isSettled?.(), false);
  world.sends()[1]?.answer(OK);
  await world.clock.settle();
  assert.equal(isSettled?.(), true);
  assert.deepEqual(world.stored, ['1']);
});

test('a mailbox that is gone is tried again ever more seldom', async () => {
  const world = setUp();
  world.state.binding = no('noMailbox');
  world.push(1, 2, 3);
  await world.clock.settle();
  const binds = () => world.asked.filter(({ request }) => request.t === 'bindSender').length;
  assert.equal(binds(), 1);
  for (const [index, pause] of [3000, 6000, 12_000, 24_000].entries()) {
    await world.clock.advance(pause - 1);
    assert.equal(binds(), index + 1);
    await world.clock.advance(1);
    assert.equal(binds(), index + 2);
  }
  await world.clock.advance(3_600_000);
  assert.ok(binds() < 20, `${binds()}`);
  world.state.binding = OK;
  await world.clock.advance(300_000);
  assert.deepEqual(sentNumbers(world), [1, 2, 3]);
});

test('until the contact can answer its blobs wait, and leave on `flush`', async () => {
  const world = setUp();
  world.state.isReady = false;
  world.push(1);
  await world.clock.advance(10_000);
  assert.deepEqual(world.asked, []);
  world.state.isReady = true;
  world.outbox.flush(CONTACT);
  await world.clock.settle();
  assert.deepEqual(sentNumbers(world), [1]);
});

test('of a contact that is gone or dropped nothing leaves', async () => {
  const world = setUp();
  world.push(...range(1, 9));
  await world.clock.settle();
  world.state.isKnown = false;
  world.sends()[0]?.answer(OK);
  await world.clock.settle();
  assert.equal(world.sends().length, 8);
  world.outbox.drop(CONTACT);
  world.sends()[1]?.answer(no('mailboxFull'));
  await world.clock.advance(600_000);
  assert.equal(world.sends().length, 8);
  assert.equal(world.clock.pending(), 0);
});

test('`drain` says whether what waits was accepted before long', async () => {
  const world = setUp();
  assert.equal(await world.outbox.drain(CONTACT), true);
  world.push(1);
  await world.clock.settle();
  const draining = world.outbox.drain(CONTACT);
  world.sends()[0]?.answer(OK);
  assert.equal(await draining, true);
  world.push(2);
  const stuck = world.outbox.drain(CONTACT);
  await world.clock.advance(2000);
  assert.equal(await stuck, false);
  world.state.isUp = false;
  assert.equal(await world.outbox.drain(CONTACT), false);
  assert.equal(world.clock.pending(), 0);
});
