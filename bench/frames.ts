/**
 * What frame encryption costs: sealing and opening a frame in the worker's pipeline against bare WebCrypto AES-GCM
 * encryption and decryption of the same bytes in the same run, several frames in flight as in a call.
 */
import { createInOrder } from '../packages/core/src/crypto/sframe/inOrder.ts';
import { createKeyMemory } from '../packages/core/src/crypto/sframe/keyring.ts';
import { createFramePipeline } from '../packages/core/src/crypto/sframe/pipeline.ts';
import type { Bytes } from '../packages/protocol/src/bytes.ts';

type RoundTrip = (frame: Bytes) => Promise<Bytes | undefined>;

/** Sound of 20 ms, and a large picture. */
const SIZES = [100, 10_000];
/** Four senders, an encoder that works ahead by two frames. */
const IN_FLIGHT = 8;
const FRAMES = 2000;
const ROUNDS = 9;

if (import.meta.main) await run();

async function run(): Promise<void> {
  const pipeline = await createPipelineTrip();
  const bare = await createBareTrip();
  for (const size of SIZES) {
    const frame = crypto.getRandomValues(new Uint8Array(size));
    const times = { bare: [] as number[], pipeline: [] as number[] };
    // Alternating, so that whatever else the machine does meets both alike. The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const bareTime = await measure(bare, frame);
      const pipelineTime = await measure(pipeline, frame);
      if (round > 0) times.bare.push(bareTime);
      if (round > 0) times.pipeline.push(pipelineTime);
    }
    report(size, median(times.bare), median(times.pipeline));
  }
}

/** Microseconds per frame. */
async function measure(trip: RoundTrip, frame: Bytes): Promise<number> {
  let done = 0;
  const began = performance.now();
  const lanes = Array.from({ length: IN_FLIGHT }, async () => {
    const push = createInOrder(trip, () => {
      done++;
    });
    for (let count = 0; count < FRAMES / IN_FLIGHT; count++) await push(frame);
  });
  await Promise.all(lanes);
  if (done !== FRAMES) throw new Error(`${FRAMES - done} frames were lost`);
  return ((performance.now() - began) * 1000) / FRAMES;
}

async function createPipelineTrip(): Promise<RoundTrip> {
  const [fromCaller, fromCallee] = [0, 1].map(kid => ({
    kid,
    key: crypto.getRandomValues(new Uint8Array(32)),
  }));
  if (fromCaller === undefined || fromCallee === undefined) throw new Error('no keys');
  const caller = createFramePipeline(createKeyMemory());
  const callee = createFramePipeline(createKeyMemory());
  await caller.setKeys({ send: fromCaller, receive: [fromCallee] });
  await callee.setKeys({ send: fromCallee, receive: [fromCaller] });
  const seal = caller.createFrameSender('camera');
  const open = callee.createFrameReceiver('camera');
  return async data => {
    const sealed = await seal({ data, codec: 'vp8', isKey: false });
    return sealed && open({ data: sealed, codec: 'vp8', isKey: false });
  };
}

async function createBareTrip(): Promise<RoundTrip> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const additionalData = new Uint8Array(4);
  let counter = 0;
  return async frame => {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(8, counter++);
    const parameters = { name: 'AES-GCM', iv, additionalData };
    const sealed = await crypto.subtle.encrypt(parameters, key, frame);
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
  };
}

function report(size: number, bare: number, pipeline: number): void {
  const columns = [
    `frame of ${String(size).padStart(5)} B`,
    `bare AES-GCM ${bare.toFixed(1)} µs`,
    `sealed and opened ${pipeline.toFixed(1)} µs`,
    `ratio ${(pipeline / bare).toFixed(2)}`,
  ];
  console.log(columns.join('   '));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
