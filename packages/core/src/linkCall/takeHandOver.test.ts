/** The second device believes only the first one (spec/room.md, "Another device"). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LinkId, SeatId } from '@sotto/protocol/ids';
import { success } from '@sotto/protocol/result';
import { isWelcomeProven, proveWelcome } from '../group/handOver.ts';
import type { RoomView } from '../room/roomView.ts';
import { NO_SUCCESSIONS, type Successions } from '../room/successions.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createTaking, WORD_MS } from './takeHandOver.ts';

const linkId = 'AAAAAAAAAAAAAAAAAAAAAA' as LinkId;
const [me, first, other] = ['me', 'first', 'other'].map(name => `${name}AAAAAAAAAAAAAAAAAAAAAA`.slice(0, 22));
const secret = new Uint8Array(16).fill(7);

function setUp(isAlone = false) {
  const clock = createFakeClock();
  const offers: Map<SeatId, { successor: SeatId; proof: Uint8Array<ArrayBuffer>; place: number }> = new Map();
  const said: (readonly [SeatId, boolean])[] = [];
  const calls = { settled: 0, refused: 0 };
  const successions = (): Successions => ({ ...NO_SUCCESSIONS, offers });
  const people = [
    { seat: me, isMe: true },
    ...(isAlone ? [] : [{ seat: first, isMe: false }]),
  ] as unknown as RoomView['people'];
  const taking = createTaking({
    ...{ clock, linkId, handOver: { secret, name: 'Ben' }, facts: () => undefined, hasToAsk: () => false },
    room: () => ({
      successions,
      view: () => ({ stage: 'inside', people }) as unknown as RoomView,
      takeOver: async (predecessor, isReady) => {
        said.push([predecessor, isReady]);
        return success(undefined);
      },
    }),
    settled: () => void calls.settled++,
    refused: () => void calls.refused++,
  });
  const offer = async (from: string | undefined, key: Uint8Array<ArrayBuffer>) => {
    const facts = { linkId, predecessor: from as SeatId, successor: me as SeatId };
    const proof = await proveWelcome(key, facts);
    offers.set(facts.predecessor, { successor: facts.successor, proof, place: 0 });
    taking.follow();
    // The same check, begun later and done many times: by then the first one has come to its end.
    for (let round = 0; round < 20; round += 1) {
      await isWelcomeProven(secret, facts, proof);
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  return { clock, taking, offer, said, calls };
}

test('whoever claims to be the first device without the secret is not believed, and does not hide the true one', async () => {
  const { offer, said, taking } = setUp();
  await offer(other, new Uint8Array(16));
  assert.deepEqual(said, []);
  assert.ok(taking.isWaiting());
  await offer(first, secret);
  assert.deepEqual(said, [[first, false]]);
  assert.ok(!taking.isWaiting());
});

test('without a word this device does not appear', async () => {
  const { calls, clock, said, taking } = setUp();
  taking.follow();
  await clock.advance(WORD_MS);
  assert.deepEqual(calls, { settled: 0, refused: 1 });
  assert.ok(taking.isWaiting());
  assert.deepEqual(said, []);
});

test('where nobody else is, no word is waited for', () => {
  const { calls, taking } = setUp(true);
  taking.follow();
  assert.deepEqual(calls, { settled: 0, refused: 1 });
});
