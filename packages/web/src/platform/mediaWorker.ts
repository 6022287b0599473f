/**
 * The page's side of the media worker (spec/frames.md, "Worker"): owns the worker, attaches transforms and hands over
 * keys. A transform must be attached in the task that made its sender or receiver: Chromium silently ignores a later
 * one on a connection made without `encodedInsertableStreams`, and everything would travel unencrypted.
 */
import type { FrameCounters } from '@sotto/core/crypto/sframe/counters';
import type { ConnectionBaseKeys } from '@sotto/core/crypto/sframe/keyring';
import type { TrackSlot } from '@sotto/core/port/peerConnection';
import {
  type FromMediaWorker,
  generationToName,
  type ToMediaWorker,
  type TransformOptions,
} from '../worker/mediaProtocol.ts';

/** What the worker reports by itself. */
export interface MediaWorkerHandlers {
  /** The first frame of a receiving slot of this connection was opened. */
  readonly firstFrame: (connection: string, slot: TrackSlot) => void;
  /** The worker is dead: no media may flow any more. Reported once; everything that waits rejects. */
  readonly failed: () => void;
}

/** Frame encryption for all connections of a page. */
export interface MediaWorker {
  /** Seals what this sender sends. Synchronous; call it in the task that made the sender. */
  attachSender(sender: RTCRtpSender, connection: string, slot: TrackSlot): void;
  /** Opens what this receiver receives. Synchronous; call it in the task that made the receiver. */
  attachReceiver(receiver: RTCRtpReceiver, connection: string, slot: TrackSlot): void;
  /** Resolves when the keys are in force for all transforms of the connection; rejects when they never will be. */
  setKeys(connection: string, keys: ConnectionBaseKeys): Promise<void>;
  /** Decides how many earlier frames of sound each packet repeats from now on; none at first. */
  setSoundCopies(connection: string, copies: number): void;
  /** Decides whether sound that arrives is passed on. At first it is not. */
  hear(connection: string, isHeard: boolean): void;
  /** Counters since the connection's first mention. */
  counters(connection: string): Promise<FrameCounters>;
  /** Forgets a connection and its keys; the name may be used again, for a new one. */
  remove(connection: string): void;
  /** Ends the worker. */
  close(): void;
}

/** Whether this browser can encrypt frames. Without it no call can be made. */
export function canEncryptFrames(): boolean {
  return 'RTCRtpScriptTransform' in globalThis && 'RTCRtpSender' in globalThis;
}

/** The production worker, bundled beside the page. `generation`: how many came before it in this page. */
export function startMediaWorkerThread(generation = 0): Worker {
  const name = generationToName(generation);
  return new Worker(new URL('../worker/media.ts', import.meta.url), { type: 'module', name });
}

/** Takes charge of a worker thread that runs `worker/media.ts`. */
export function createMediaWorker(thread: Worker, handlers: MediaWorkerHandlers): MediaWorker {
  const requests = createRequests(thread);
  const names = createNames();

  thread.addEventListener('message', event => {
    const message = event.data as FromMediaWorker;
    if (message.t !== 'firstFrame') return requests.answer(message);
    const connection = names.toConnection(message.connection);
    if (connection !== undefined) handlers.firstFrame(connection, message.slot);
  });
  const fail = () => {
    if (requests.fail()) handlers.failed();
  };
  thread.addEventListener('error', fail);
  thread.addEventListener('messageerror', fail);

  return {
    attachSender(sender, connection, slot) {
      sender.transform = transform(thread, 'send', names.of(connection), slot);
    },
    attachReceiver(receiver, connection, slot) {
      receiver.transform = transform(thread, 'receive', names.of(connection), slot);
    },
    async setKeys(connection, keys) {
      const answer = await requests.ask({ t: 'setKeys', connection: names.of(connection), keys });
      if (answer.t !== 'keysReady') throw new Error('frame keys were refused');
    },
    setSoundCopies(connection, copies) {
      send(thread, { t: 'setSoundCopies', connection: names.of(connection), copies });
    },
    hear(connection, isHeard) {
      send(thread, { t: 'hear', connection: names.of(connection), isHeard });
    },
    async counters(connection) {
      const answer = await requests.ask({ t: 'stats', connection: names.of(connection) });
      if (answer.t !== 'stats') throw new Error('no counters');
      return answer.counters;
    },
    remove(connection) {
      send(thread, { t: 'removeConnection', connection: names.of(connection) });
      names.retire(connection);
    },
    close() {
      requests.fail();
      thread.terminate();
    },
  };
}

type Answer = Exclude<FromMediaWorker, { t: 'firstFrame' }>;
type Question = ToMediaWorker extends infer M
  ? M extends { request: number }
    ? Omit<M, 'request'>
    : never
  : never;

/** Where the frames of a browser that hides the codec are concerned, only VP8 and Opus may be negotiated. */
const FALLBACK_CODECS: Readonly<Record<TrackSlot, string>> = {
  microphone: 'audio/opus',
  camera: 'video/VP8',
  screen: 'video/VP8',
  screenSound: 'audio/opus',
};

function transform(
  thread: Worker,
  direction: TransformOptions['direction'],
  connection: string,
  slot: TrackSlot,
): RTCRtpScriptTransform {
  const options: TransformOptions = { direction, connection, slot, codec: FALLBACK_CODECS[slot] };
  return new RTCRtpScriptTransform(thread, options);
}

function createRequests(thread: Worker) {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let isDead = false;
  let last = 0;
  return {
    ask(question: Question): Promise<Answer> {
      if (isDead) return Promise.reject(new Error('the media worker is gone'));
      const request = ++last;
      const pending = Promise.withResolvers<Answer>();
      waiting.set(request, pending);
      send(thread, { ...question, request });
      return pending.promise;
    },
    answer(message: Answer): void {
      waiting.get(message.request)?.resolve(message);
      waiting.delete(message.request);
    },
    /** False when it had failed before. */
    fail(): boolean {
      if (isDead) return false;
      isDead = true;
      for (const pending of waiting.values()) pending.reject(new Error('the media worker is gone'));
      waiting.clear();
      return true;
    },
  };
}

/**
 * The worker's names of connections. A name that was removed and comes again gets another one there, because a new
 * transform may reach the worker before the message that removes the old connection.
 */
function createNames() {
  const internal = new Map<string, string>();
  const external = new Map<string, string>();
  let last = 0;
  return {
    of(connection: string): string {
      const known = internal.get(connection);
      if (known !== undefined) return known;
      const name = String(++last);
      internal.set(connection, name);
      external.set(name, connection);
      return name;
    },
    toConnection: (name: string) => external.get(name),
    retire(connection: string): void {
      external.delete(internal.get(connection) ?? '');
      internal.delete(connection);
    },
  };
}

function send(thread: Worker, message: ToMediaWorker): void {
  thread.postMessage(message);
}
