/** Gives each connection its own view of the page's one media worker, and a fresh worker after one has died. */
import { countersToSuspicious } from '@sotto/core/crypto/sframe/counters';
import type { TrackSlot } from '@sotto/core/port/peerConnection';
import { createMediaWorker, type MediaWorker, startMediaWorkerThread } from './mediaWorker.ts';

/** What a connection wants to hear. */
export interface FrameListener {
  readonly firstFrame: (slot: TrackSlot) => void;
  /** The worker is dead; nothing flows on this connection any more. */
  readonly failed: () => void;
}

/** The worker as one connection sees it. */
export interface ConnectionEncryption
  extends Pick<MediaWorker, 'attachSender' | 'attachReceiver' | 'setKeys' | 'setSoundCopies' | 'hear'> {
  /** Frames dropped so far that somebody may have tampered with. */
  droppedFrames(connection: string): Promise<number>;
  /** Forgets the connection, its keys and its listener. */
  remove(connection: string): void;
}

/** Frame encryption for the page. */
export interface FrameEncryption {
  /** Joins a connection; its transforms must be attached through what is returned. */
  join(connection: string, listener: FrameListener): ConnectionEncryption;
}

/** Starts the worker at the first call, or earlier by `warmUp`. */
export function createFrameEncryption(): FrameEncryption & { warmUp(): void } {
  const listeners = new Map<string, FrameListener>();
  let worker: MediaWorker | undefined;
  let started = 0;

  function start(): MediaWorker {
    worker ??= createMediaWorker(startMediaWorkerThread(started++), {
      firstFrame: (connection, slot) => listeners.get(connection)?.firstFrame(slot),
      failed: () => {
        worker = undefined;
        for (const listener of listeners.values()) listener.failed();
      },
    });
    return worker;
  }

  return {
    warmUp: () => void start(),
    join: (connection, listener) => {
      const own = start();
      listeners.set(connection, listener);
      return {
        attachSender: own.attachSender,
        attachReceiver: own.attachReceiver,
        setKeys: own.setKeys,
        setSoundCopies: own.setSoundCopies,
        hear: own.hear,
        droppedFrames: async name => countersToSuspicious(await own.counters(name)),
        remove: name => {
          listeners.delete(name);
          own.remove(name);
        },
      };
    },
  };
}
