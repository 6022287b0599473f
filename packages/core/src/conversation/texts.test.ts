/** Limits of texts and receipts; what becomes of them on the way is told in `textStories.test.ts`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactId, ItemId } from '@sotto/protocol/ids';
import { MAX_RECEIPTS, MAX_TEXT_LENGTH } from '@sotto/protocol/limits';
import type { SealedMessage } from '@sotto/protocol/sealed/sealedMessage';
import type { ContactBook } from '../contact/contactBook.ts';
import type { ContactChannel, SendOptions } from '../contact/contactChannel.ts';
import type { ContactRecord } from '../contact/contactRecord.ts';
import { createFakeClock } from '../sim/fakeClock.ts';
import { createMemoryStore } from '../sim/memoryStore.ts';
import { createSeededRandom } from '../sim/seededRandom.ts';
import { sendOwedReceipts, sendText, type TextPorts } from './texts.ts';

const CONTACT = 'contact' as ContactId;

/** A channel that takes everything, to a contact of whom only the receipts and texts matter. */
function setUp(owed: number) {
  let record = {
    id: CONTACT,
    owedReceipts: Array.from({ length: owed }, (_, index) => `${index}` as ItemId),
    unreceived: {},
    newestTexts: { mine: 0, theirs: 0 },
  } as unknown as ContactRecord;
  const sent: SealedMessage[] = [];
  const send = async (_: ContactId, message: SealedMessage, options: SendOptions = {}) => {
    sent.push(message);
    record = options.change?.(record).record ?? record;
    return { accepted: Promise.resolve(), callSecret: undefined };
  };
  const ports: TextPorts = {
    store: createMemoryStore(),
    clock: createFakeClock(),
    random: createSeededRandom(1),
    book: { get: () => record } as unknown as ContactBook,
    channel: { send } as unknown as ContactChannel,
  };
  return { ports, sent, record: () => record };
}

test('receipts leave in as many messages as they take', async () => {
  for (const owed of [0, 1, MAX_RECEIPTS, MAX_RECEIPTS + 1, 3 * MAX_RECEIPTS]) {
    const { ports, sent, record } = setUp(owed);
    await sendOwedReceipts(ports, CONTACT);
    const told = sent.flatMap(message => (message.k === 'received' ? message.ids : []));
    assert.equal(new Set(told).size, owed);
    assert.equal(sent.length, Math.ceil(owed / MAX_RECEIPTS));
    assert.deepEqual(record().owedReceipts, []);
  }
});

test('a text has its limit; of blanks nothing is sent', async () => {
  const { ports, sent } = setUp(0);
  assert.deepEqual(await sendText(ports, CONTACT, 'x'.repeat(MAX_TEXT_LENGTH + 1)), {
    ok: false,
    code: 'tooLong',
  });
  assert.equal((await sendText(ports, CONTACT, '  \n ')).ok, true);
  assert.deepEqual(sent, []);
  assert.equal((await sendText(ports, CONTACT, `  ${'x'.repeat(MAX_TEXT_LENGTH)}  `)).ok, true);
  assert.equal(sent.length, 1);
});

test('own texts of one moment, or of a clock that was set back, are stored in their order', async () => {
  const { ports, record } = setUp(0);
  for (const text of ['one', 'two', 'three']) await sendText(ports, CONTACT, text);
  const back: TextPorts = { ...ports, clock: { ...ports.clock, now: () => ports.clock.now() - 3_600_000 } };
  await sendText(back, CONTACT, 'four');
  const keys = Object.values(record().unreceived);
  assert.deepEqual(keys, keys.toSorted());
  assert.equal(new Set(keys).size, 4);
});
