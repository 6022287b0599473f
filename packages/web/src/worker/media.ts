/**
 * The media worker (spec/frames.md): every encoded frame of every call passes here, between encoder and network, and
 * is sealed or opened. Only frames that came through the pipeline are ever written on.
 */
import { type FrameCodec, mimeTypeToCodec } from '@sotto/core/crypto/sframe/codecFraming';
import { createInOrder } from '@sotto/core/crypto/sframe/inOrder';
import { createKeyMemory } from '@sotto/core/crypto/sframe/keyring';
import { createFramePipeline, type FramePipeline, type FrameWork } from '@sotto/core/crypto/sframe/pipeline';
import { TRACK_SLOTS, type TrackSlot } from '@sotto/core/port/peerConnection';
import { createRedundancy } from '@sotto/core/quality/redundantSound';
import {
  type FromMediaWorker,
  nameToGeneration,
  type ToMediaWorker,
  type TransformOptions,
} from './mediaProtocol.ts';

type Frame = RTCEncodedVideoFrame | RTCEncodedAudioFrame;

/** One connection of the page. */
interface Connection {
  readonly pipeline: FramePipeline;
  /** Receiving slots whose first frame was reported. */
  readonly seen: Set<TrackSlot>;
  /** How many earlier frames a packet of the microphone repeats. */
  soundCopies: number;
}

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const memory = createKeyMemory(nameToGeneration(scope.name));
const connections = new Map<string, Connection>();
/** Beyond that many frames in one transform the worker lets them queue in the stream, where the browser sees them. */
const MOST_IN_FLIGHT = 64;

scope.addEventListener('message', event => handleMessage(event.data as ToMediaWorker));
scope.addEventListener('rtctransform', event => handleTransform((event as RTCTransformEvent).transformer));

function handleMessage(message: ToMediaWorker): void {
  switch (message.t) {
    case 'setKeys':
      setKeys(message);
      break;
    case 'stats':
      post({
        t: 'stats',
        request: message.request,
        counters: connectionOf(message.connection).pipeline.counters(),
      });
      break;
    case 'setSoundCopies':
      connectionOf(message.connection).soundCopies = message.copies;
      break;
    case 'hear':
      connectionOf(message.connection).pipeline.hear(message.isHeard);
      break;
    case 'removeConnection':
      connections.get(message.connection)?.pipeline.forgetKeys();
      connections.delete(message.connection);
      break;
  }
}

function setKeys({ connection, keys, request }: Extract<ToMediaWorker, { t: 'setKeys' }>): void {
  const { pipeline } = connectionOf(connection);
  pipeline.setKeys(keys).then(
    () => {
      post({ t: 'keysReady', request });
      void warmUp();
    },
    () => {
      pipeline.forgetKeys();
      post({ t: 'keysRefused', request });
    },
  );
}

/** One frame through a pipeline of its own, so that the first real one finds everything compiled and running. */
async function warmUp(): Promise<void> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const [sending, receiving] = [
    createFramePipeline(createKeyMemory()),
    createFramePipeline(createKeyMemory()),
  ];
  const frame = { data: new Uint8Array(64), codec: mimeTypeToCodec('audio/opus'), isKey: false };
  await sending.setKeys({ send: { kid: 0, key }, receive: [] });
  await receiving.setKeys({ send: { kid: 1, key: key.toReversed() }, receive: [{ kid: 0, key }] });
  receiving.hear(true);
  const sealed = await sending.createFrameSender('microphone')(frame);
  if (sealed !== undefined)
    await receiving.createFrameReceiver('microphone')({ ...frame, data: new Uint8Array(sealed) });
}

function handleTransform(transformer: RTCRtpScriptTransformer): void {
  const options = transformer.options as TransformOptions;
  // Without options that make sense the streams are left alone: nothing is read, so nothing is ever sent.
  if (!TRACK_SLOTS.includes(options.slot)) return;
  const connection = connectionOf(options.connection);
  const isSending = options.direction === 'send';
  const { pipeline } = connection;
  const work = isSending
    ? pipeline.createFrameSender(options.slot)
    : pipeline.createFrameReceiver(options.slot);
  const report = isSending ? () => undefined : () => reportFirst(connection, options);
  // The streams end with an error when the connection closes; there is nobody to tell.
  const prepare = isSending ? createRepeating(connection, options.slot) : () => undefined;
  const process = (frame: Frame) => {
    prepare(frame);
    return processFrame(frame, work, options.codec);
  };
  pump(transformer, process, report).catch(() => undefined);
}

/** Repeats as much sound as the page decided, frame by frame in their order. */
function createRepeating(connection: Connection, slot: TrackSlot): (frame: Frame) => void {
  const redundancy = createRedundancy();
  return frame => {
    if ('type' in frame) return;
    const { mimeType, rtpTimestamp = 0 } = frame.getMetadata() as AudioMetadata;
    if (mimeType?.toLowerCase() !== REDUNDANT_SOUND) return;
    const copies = slot === 'microphone' ? connection.soundCopies : 0;
    frame.data = redundancy.repeat(new Uint8Array(frame.data), rtpTimestamp, copies).slice().buffer;
  };
}

/** Not all of it is in TypeScript's library: https://w3c.github.io/webrtc-encoded-transform/#RTCEncodedFrameMetadata */
interface AudioMetadata {
  readonly mimeType?: string;
  readonly rtpTimestamp?: number;
}

const REDUNDANT_SOUND = 'audio/red';

async function pump(
  transformer: RTCRtpScriptTransformer,
  work: (frame: Frame) => Promise<Frame | undefined>,
  report: () => void,
): Promise<void> {
  const reader = (transformer.readable as ReadableStream<Frame>).getReader();
  const writer = (transformer.writable as WritableStream<Frame>).getWriter();
  const push = createInOrder(work, async (frame: Frame) => {
    report();
    await writer.write(frame);
  });
  let inFlight = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const done = push(read.value).finally(() => inFlight--);
    if (++inFlight >= MOST_IN_FLIGHT) await done;
    // A write that fails means that the connection is closing; the next read ends the loop.
    else done.catch(() => undefined);
  }
}

/** The same frame with its data replaced; `undefined` when it was dropped. */
async function processFrame(frame: Frame, work: FrameWork, fallback: string): Promise<Frame | undefined> {
  const isKey = 'type' in frame && frame.type === 'key';
  const codec = codecOf(frame, fallback);
  const data = await work({ data: new Uint8Array(frame.data), codec, isKey });
  if (data === undefined) return undefined;
  frame.data = data.byteLength === data.buffer.byteLength ? data.buffer : data.slice().buffer;
  return frame;
}

function codecOf(frame: Frame, fallback: string): FrameCodec | undefined {
  const { mimeType } = frame.getMetadata() as { readonly mimeType?: string };
  return mimeTypeToCodec(mimeType ?? fallback);
}

function reportFirst(connection: Connection, { connection: name, slot }: TransformOptions): void {
  if (connection.seen.has(slot)) return;
  connection.seen.add(slot);
  post({ t: 'firstFrame', connection: name, slot });
}

function connectionOf(name: string): Connection {
  const known = connections.get(name);
  if (known !== undefined) return known;
  const connection: Connection = {
    pipeline: createFramePipeline(memory),
    seen: new Set<TrackSlot>(),
    // None until loss is seen: a larger first packet would start the probing of the path, and the first picture
    // would wait behind the padding of that.
    soundCopies: 0,
  };
  connections.set(name, connection);
  return connection;
}

function post(message: FromMediaWorker): void {
  scope.postMessage(message);
}
