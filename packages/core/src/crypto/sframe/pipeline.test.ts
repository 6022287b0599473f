import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';
import fc from 'fast-check';
import { TRACK_SLOTS } from '../../port/peerConnection.ts';
import { DROP_REASONS, type DropReason, type FrameCounters } from './counters.ts';
import { createKeyMemory, type KeyMemory, MAX_FRAMES_PER_KEY } from './keyring.ts';
import { createFramePipeline, type EncodedFrame, type FramePipeline } from './pipeline.ts';

const callerKey = new Uint8Array(32).fill(0xca);
const calleeKey = new Uint8Array(32).fill(0xce);

interface Call {
  readonly caller: FramePipeline;
  readonly callee: FramePipeline;
  readonly callerMemory: KeyMemory;
}

test('what one side seals, the other opens, in every slot and codec', async () => {
  const { caller, callee } = await createCall();
  const samples: readonly EncodedFrame[] = [
    { data: bytesOf(80), codec: 'opus', isKey: false },
    { data: bytesOf(0), codec: 'opus', isKey: false },
    { data: bytesOf(4000), codec: 'vp8', isKey: true },
    { data: bytesOf(900), codec: 'vp8', isKey: false },
    { data: bytesOf(900), codec: 'vp9', isKey: true },
    { data: bytesOf(900), codec: 'av1', isKey: true },
    { data: bytesOf(900), codec: 'av1', isKey: false },
  ];
  for (const slot of TRACK_SLOTS) {
    const seal = caller.createFrameSender(slot);
    const open = callee.createFrameReceiver(slot);
    for (const sample of samples) {
      const sealed = await seal(sample);
      assert.ok(sealed);
      assert.ok(sealed.length <= sample.data.length + 24 && !contains(sealed, sample.data.subarray(10, 40)));
      assert.deepEqual(await open({ ...sample, data: sealed }), sample.data);
    }
  }
  const frames = samples.length * TRACK_SLOTS.length;
  assert.equal(caller.counters().sealed, frames);
  assertCounters(callee.counters(), frames, {});
});

test('all slots of a sender draw from one counter', async () => {
  const { caller } = await createCall();
  const senders = TRACK_SLOTS.map(slot => caller.createFrameSender(slot));
  const sealed = await Promise.all(
    Array.from({ length: 200 }, (_, index) => senders[index % 4]?.(opusFrame(bytesOf(20)))),
  );
  const headers = sealed.map(frame => frame?.subarray(0, frame.length - 36).toHex());
  assert.equal(new Set(headers).size, 200);
});

test('without keys nothing passes, on either side', async () => {
  const lonely = createFramePipeline(createKeyMemory());
  assert.equal(await lonely.createFrameSender('microphone')(opusFrame(bytesOf(50))), undefined);
  assert.equal(await lonely.createFrameReceiver('microphone')(opusFrame(bytesOf(50))), undefined);
  assertCounters(lonely.counters(), 0, { noKey: 2 });
});

test('after the keys are forgotten nothing passes any more', async () => {
  const { caller } = await createCall();
  const seal = caller.createFrameSender('microphone');
  assert.ok(await seal(opusFrame(bytesOf(50))));
  caller.forgetKeys();
  assert.equal(await seal(opusFrame(bytesOf(50))), undefined);
});

test('a codec that cannot be sealed is not sent', async () => {
  const { caller, callee } = await createCall();
  const frame = { data: bytesOf(50), codec: undefined, isKey: false };
  assert.equal(await caller.createFrameSender('camera')(frame), undefined);
  assert.equal(await callee.createFrameReceiver('camera')(frame), undefined);
  assertCounters(caller.counters(), 0, { unsupported: 1 });
  assertCounters(callee.counters(), 0, { unsupported: 1 });
});

test('attack: the encryption is stripped', async () => {
  const { callee } = await createCall();
  const open = callee.createFrameReceiver('camera');
  const plain: readonly Bytes[] = [
    Uint8Array.fromHex('319a012a80026001'),
    concatBytes(Uint8Array.fromHex('30'), textToBytes('an unencrypted picture')),
    bytesOf(500).map(byte => byte | 0x80),
  ];
  for (const data of plain) assert.equal(await open({ data, codec: 'vp8', isKey: false }), undefined);
  assertCounters(callee.counters(), 0, { plain: 3 });
});

test('attack: frames are replayed, at once and much later, also to a new receiver', async () => {
  const { caller, callee } = await createCall();
  const seal = caller.createFrameSender('microphone');
  const open = callee.createFrameReceiver('microphone');
  const first = await sealOpus(caller, seal);
  assert.deepEqual((await Promise.all([open(first), open(first)])).filter(Boolean).length, 1);
  for (let index = 0; index < 1100; index++) assert.ok(await open(await sealOpus(caller, seal)));
  assert.equal(await open(first), undefined);
  assert.equal(await callee.createFrameReceiver('microphone')(first), undefined);
  assertCounters(callee.counters(), 1101, { replayed: 3 });
});

test('frames that overtake each other are all opened', async () => {
  const { caller, callee } = await createCall();
  const seal = caller.createFrameSender('microphone');
  const open = callee.createFrameReceiver('microphone');
  const frames = [];
  for (let index = 0; index < 100; index++) frames.push(await sealOpus(caller, seal));
  for (const frame of frames.toReversed()) assert.ok(await open(frame));
  assertCounters(callee.counters(), 100, {});
});

test('attack: frames are sent back to their author', async () => {
  const { caller } = await createCall();
  const frame = await sealOpus(caller);
  assert.equal(await caller.createFrameReceiver('microphone')(frame), undefined);
  assertCounters(caller.counters(), 0, { reflected: 1 });
});

test('attack: frames are moved to another slot', async () => {
  const { caller, callee } = await createCall();
  const frame = await sealOpus(caller);
  for (const slot of ['camera', 'screen', 'screenSound'] as const) {
    assert.equal(await callee.createFrameReceiver(slot)(frame), undefined);
  }
  assertCounters(callee.counters(), 0, { forged: 3 });
  assert.ok(await callee.createFrameReceiver('microphone')(frame));
});

test('attack: the clear bytes are changed', async () => {
  const { caller, callee } = await createCall();
  const sample = { data: bytesOf(300), codec: 'vp8', isKey: true } as const;
  const sealed = await caller.createFrameSender('camera')(sample);
  assert.ok(sealed);
  const open = callee.createFrameReceiver('camera');
  for (let index = 0; index < 10; index++)
    assert.equal(await open({ ...sample, data: flip(sealed, index) }), undefined);
  assertCounters(callee.counters(), 0, { forged: 10 });
});

test('attack: a call with other keys speaks, and a key id nobody has', async () => {
  const { callee } = await createCall();
  const stranger = createFramePipeline(createKeyMemory());
  await stranger.setKeys({ send: { kid: 0, key: new Uint8Array(32) }, receive: [] });
  assert.equal(await callee.createFrameReceiver('microphone')(await sealOpus(stranger)), undefined);
  await stranger.setKeys({ send: { kid: 77, key: callerKey }, receive: [] });
  assert.equal(await callee.createFrameReceiver('microphone')(await sealOpus(stranger)), undefined);
  assertCounters(callee.counters(), 0, { forged: 1, plain: 1 });
});

test('sound is opened and dropped until it is wanted, and cannot be brought again then; pictures pass', async () => {
  const { caller, callee } = await createCall();
  callee.hear(false);
  for (const slot of TRACK_SLOTS) {
    const [seal, open] = [caller.createFrameSender(slot), callee.createFrameReceiver(slot)];
    const [early, later] = [await sealOpus(caller, seal), await sealOpus(caller, seal)];
    const isSound = slot === 'microphone' || slot === 'screenSound';
    assert.equal((await open(early)) === undefined, isSound, slot);
    callee.hear(true);
    assert.equal(await open(early), undefined);
    assert.ok(await open(later));
    callee.hear(false);
  }
  assertCounters(callee.counters(), 6, { early: 2, replayed: 4 });
});

test('a pipeline that nobody has told what is wanted passes no sound', async () => {
  const { caller } = await createCall();
  const callee = createFramePipeline(createKeyMemory());
  await callee.setKeys({ send: { kid: 1, key: calleeKey }, receive: [{ kid: 0, key: callerKey }] });
  assert.equal(await callee.createFrameReceiver('microphone')(await sealOpus(caller)), undefined);
  assertCounters(callee.counters(), 0, { early: 1 });
});

test('attack: frames are cut off at every length', async () => {
  const { caller, callee } = await createCall();
  const frame = await sealOpus(caller);
  const open = callee.createFrameReceiver('microphone');
  for (let length = 1; length < frame.data.length; length++) {
    assert.equal(await open({ ...frame, data: frame.data.subarray(0, length) }), undefined);
  }
  const { opened, dropped } = callee.counters();
  assert.equal(opened, 0);
  assert.equal(dropped.plain + dropped.malformed + dropped.forged, frame.data.length - 1);
  assert.ok(await open(frame));
});

test('an empty frame, which is padding, passes nothing on and is no attack', async () => {
  const { callee } = await createCall();
  assert.equal(await callee.createFrameReceiver('microphone')(opusFrame(bytesOf(0))), undefined);
  assertCounters(callee.counters(), 0, {});
});

test('attack: every bit is flipped', async () => {
  const { caller, callee } = await createCall();
  const frame = await sealOpus(caller);
  const open = callee.createFrameReceiver('microphone');
  for (let bit = 0; bit < frame.data.length * 8; bit++) {
    assert.equal(await open({ ...frame, data: flip(frame.data, bit >> 3, 1 << (bit & 7)) }), undefined);
  }
  assert.equal(callee.counters().opened, 0);
});

test('attack: the counter claims to be beyond what numbers can hold', async () => {
  const { callee } = await createCall();
  const data = concatBytes(Uint8Array.fromHex('0fffffffffffffffff'), bytesOf(60));
  assert.equal(await callee.createFrameReceiver('microphone')(opusFrame(data)), undefined);
  assertCounters(callee.counters(), 0, { forged: 1 });
});

test('a forged counter does not move the replay window', async () => {
  const { caller, callee } = await createCall();
  const open = callee.createFrameReceiver('microphone');
  const frame = await sealOpus(caller);
  await open(opusFrame(concatBytes(Uint8Array.fromHex('0dffffffffff00'), bytesOf(60))));
  assert.ok(await open(frame));
});

test('a key that is used up seals nothing more', async () => {
  const { caller, callerMemory } = await createCall();
  for (const counter of callerMemory.counters.values()) counter.next = MAX_FRAMES_PER_KEY;
  assert.equal(await caller.createFrameSender('microphone')(opusFrame(bytesOf(9))), undefined);
  assertCounters(caller.counters(), 0, { exhausted: 1 });
});

test('no frame of 20,000 that anybody could make without the key is opened, and all are counted', async () => {
  const { caller, callee } = await createCall();
  const model = (await sealOpus(caller)).data;
  const open = callee.createFrameReceiver('microphone');
  const heads = fc.constantFrom('', '00', '01', '08ff', '10', '11', '18', model.subarray(0, 8).toHex());
  const inputs = fc.sample(fc.tuple(heads, fc.uint8Array({ minLength: 1, maxLength: 64 })), {
    seed: 9605,
    numRuns: 20_000,
  });
  for (const [head, rest] of inputs) {
    const data = concatBytes(Uint8Array.fromHex(head), rest);
    assert.equal(await open(opusFrame(data)), undefined);
  }
  const { dropped, opened } = callee.counters();
  assert.equal(opened, 0);
  assert.equal(
    DROP_REASONS.reduce((sum, reason) => sum + dropped[reason], 0),
    20_000,
  );
});

async function createCall(): Promise<Call> {
  const callerMemory = createKeyMemory();
  const caller = createFramePipeline(callerMemory);
  const callee = createFramePipeline(createKeyMemory());
  const fromCaller = { kid: 0, key: callerKey };
  const fromCallee = { kid: 1, key: calleeKey };
  await caller.setKeys({ send: fromCaller, receive: [fromCallee] });
  await callee.setKeys({ send: fromCallee, receive: [fromCaller] });
  callee.hear(true);
  caller.hear(true);
  return { caller, callee, callerMemory };
}

async function sealOpus(
  from: FramePipeline,
  seal = from.createFrameSender('microphone'),
): Promise<EncodedFrame> {
  const data = await seal(opusFrame(bytesOf(60)));
  assert.ok(data);
  return opusFrame(data);
}

function opusFrame(data: Bytes): EncodedFrame {
  return { data, codec: 'opus', isKey: false };
}

function bytesOf(length: number): Bytes {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + 7) & 0xff);
}

function flip(bytes: Bytes, index: number, mask = 0xff): Bytes {
  const flipped = bytes.slice();
  flipped[index] = (flipped[index] ?? 0) ^ mask;
  return flipped;
}

function contains(haystack: Bytes, needle: Bytes): boolean {
  return needle.length > 0 && haystack.toHex().includes(needle.toHex());
}

function assertCounters(
  counters: FrameCounters,
  opened: number,
  dropped: Readonly<Partial<Record<DropReason, number>>>,
): void {
  assert.equal(counters.opened, opened);
  for (const reason of DROP_REASONS) assert.equal(counters.dropped[reason], dropped[reason] ?? 0, reason);
}
