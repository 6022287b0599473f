/** Own mailboxes: nothing is acknowledged that is not stored, nothing is overtaken, nothing is taken twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceiveId, SendId } from '@sotto/protocol/ids';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import type { Delivery } from '@sotto/protocol/wire/delivery';
import { createFakeClock } from '../sim/fakeClock.ts';
import type { Connection, RequestFailure } from './connection.ts';
import { createInbox, openOrRestore } from './inbox.ts';

type Outcome = Awaited<ReturnType<Connection['request']>>;

const BOX = 'box' as ReceiveId;
const KEY = { seed: new Uint8Array(32), publicKey: new Uint8Array(32) };
const OK: Outcome = { ok: true, value: { t: 'ok', n: 0 } };

function setUp() {
  const clock = createFakeClock();
  const state = { lastSeq: 0, isKnown: true, isUp: true, canStore: true };
  const asked: ClientRequest[] = [];
  const refusals: RequestFailure[] = [];
  const handled: number[] = [];
  const acknowledged: number[] = [];
  const errors: string[] = [];
  let hold: Promise<void> = Promise.resolve();
  const connection: Pick<Connection, 'request' | 'acknowledge'> = {
    request: async request => {
      asked.push(request);
      await hold;
      return refusals.shift() ?? OK;
    },
    acknowledge: (_, seq) => acknowledged.push(seq),
  };
  const mailbox = () => {
    const { lastSeq } = state;
    return state.isKnown ? { receiveId: BOX, sendId: 'send' as SendId, ownerKey: KEY, lastSeq } : undefined;
  };
  const inbox = createInbox({
    connection: connection as Connection,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: event => errors.push(event) },
    sign: async () => (state.isUp ? new Uint8Array(64) : undefined),
    mailbox,
    handle: async (_, { seq }) => {
      await clock.settle();
      if (!state.canStore) throw new Error('the disk is full');
      handled.push(seq);
      state.lastSeq = seq;
    },
  });
  const deliver = (...seqs: readonly number[]) => {
    for (const seq of seqs) inbox.delivered(delivery(seq));
  };
  const holdAnswers = (until: Promise<void>) => {
    hold = until;
  };
  return {
    clock,
    state,
    asked,
    refusals,
    handled,
    acknowledged,
    errors,
    inbox,
    mailbox,
    deliver,
    holdAnswers,
  };
}

function delivery(seq: number): Delivery {
  return { t: 'delivery', receiveId: BOX, seq, time: 0, blob: new Uint8Array(1024) };
}

async function rest({ clock }: { readonly clock: ReturnType<typeof createFakeClock> }): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await clock.settle();
}

test('deliveries are stored one after another, and each is acknowledged afterwards', async () => {
  const world = setUp();
  world.deliver(1, 2, 3);
  assert.deepEqual(world.acknowledged, []);
  await rest(world);
  assert.deepEqual(
    [world.handled, world.acknowledged],
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
  );
});

test('what comes again is acknowledged again, and not handled again', async () => {
  const world = setUp();
  world.deliver(1, 2);
  await rest(world);
  world.deliver(1, 2, 3);
  await rest(world);
  assert.deepEqual(world.handled, [1, 2, 3]);
  assert.deepEqual(world.acknowledged, [1, 2, 1, 2, 3]);
});

test('behind a delivery that could not be stored nothing is taken until it comes again', async () => {
  const world = setUp();
  world.state.canStore = false;
  world.deliver(1, 2);
  await rest(world);
  world.state.canStore = true;
  world.deliver(3);
  await rest(world);
  assert.deepEqual([world.handled, world.acknowledged], [[], []]);
  assert.deepEqual(world.errors, ['inbox.notStored']);
  const answering = Promise.withResolvers<void>();
  world.holdAnswers(answering.promise);
  await world.clock.advance(3000);
  assert.equal(world.asked[0]?.t, 'openMailbox');
  // Sent before the server heard the question: it must not get ahead of the first.
  world.deliver(4);
  await rest(world);
  assert.deepEqual(world.handled, []);
  answering.resolve();
  await rest(world);
  world.deliver(1, 2, 3, 4);
  await rest(world);
  assert.deepEqual(world.handled, [1, 2, 3, 4]);
});

test('a busy server is asked again for a mailbox, when it says so', async () => {
  const world = setUp();
  world.refusals.push(
    { ok: false, code: 'rateLimited', retryAfter: 700 },
    { ok: false, code: 'unavailable' },
  );
  assert.equal((await world.inbox.open(BOX)).ok, false);
  await world.clock.advance(700);
  assert.equal(world.asked.length, 2);
  await world.clock.advance(3000);
  assert.equal(world.asked.length, 3);
  assert.equal(world.clock.pending(), 0);
});

test('offline nothing is asked; a mailbox of nobody is not opened', async () => {
  const world = setUp();
  world.state.isUp = false;
  const mailbox = world.mailbox();
  assert.ok(mailbox);
  const offline = { ok: false, code: 'offline' };
  assert.deepEqual(await world.inbox.open(BOX), offline);
  assert.deepEqual(await world.inbox.create(mailbox), offline);
  assert.deepEqual(await world.inbox.remove(mailbox), offline);
  world.state.isKnown = false;
  assert.deepEqual(await world.inbox.open(BOX), { ok: false, code: 'noMailbox' });
  world.deliver(1);
  await rest(world);
  assert.deepEqual([world.handled, world.acknowledged, world.asked], [[], [], []]);
});

test('a mailbox that the server lost is made again, with its invitation, and counted from the start', async () => {
  const world = setUp();
  const restarted: ReceiveId[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const ports = { mailbox: world.mailbox, log, restarted: async (id: ReceiveId) => void restarted.push(id) };
  world.refusals.push({ ok: false, code: 'noMailbox' });
  const invitation = Uint8Array.of(1, 2, 3);
  assert.equal((await openOrRestore(world.inbox, ports, BOX, invitation)).ok, true);
  assert.deepEqual(
    world.asked.map(request => request.t),
    ['openMailbox', 'createMailbox', 'openMailbox'],
  );
  const [, made] = world.asked;
  assert.ok(made?.t === 'createMailbox');
  assert.deepEqual(made.invitation, invitation);
  assert.deepEqual(restarted, [BOX]);
});
