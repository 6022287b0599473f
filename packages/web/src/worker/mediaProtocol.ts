/** What the page and the media worker say to each other (spec/frames.md, "Worker"). */
import type { FrameCounters } from '@sotto/core/crypto/sframe/counters';
import type { ConnectionBaseKeys } from '@sotto/core/crypto/sframe/keyring';
import type { TrackSlot } from '@sotto/core/port/peerConnection';

/** The options of an `RTCRtpScriptTransform`. */
export interface TransformOptions {
  readonly direction: 'send' | 'receive';
  /** The page's name for a peer connection; all its transforms share their keys and counters. */
  readonly connection: string;
  readonly slot: TrackSlot;
  /** MIME type of the codec, for browsers whose frames do not tell it (Firefox). */
  readonly codec: string;
}

/** Page → worker. `request` comes back with the answer. */
export type ToMediaWorker =
  | {
      readonly t: 'setKeys';
      readonly request: number;
      readonly connection: string;
      readonly keys: ConnectionBaseKeys;
    }
  | { readonly t: 'stats'; readonly request: number; readonly connection: string }
  /** How many earlier frames a packet of the microphone repeats (spec/quality.md, "Redundancy"); none at first. */
  | { readonly t: 'setSoundCopies'; readonly connection: string; readonly copies: number }
  /** Whether sound that arrives is passed on; at first it is not. */
  | { readonly t: 'hear'; readonly connection: string; readonly isHeard: boolean }
  | { readonly t: 'removeConnection'; readonly connection: string };

/** Worker → page. */
export type FromMediaWorker =
  | { readonly t: 'keysReady'; readonly request: number }
  /** The keys could not be put in force; what was in force before is gone, too. */
  | { readonly t: 'keysRefused'; readonly request: number }
  | { readonly t: 'stats'; readonly request: number; readonly counters: FrameCounters }
  /** The first frame of a receiving slot was opened. */
  | { readonly t: 'firstFrame'; readonly connection: string; readonly slot: TrackSlot };

/** The name of the worker that so many others came before: it tells the worker where its counters begin. */
export function generationToName(generation: number): string {
  return `media ${generation}`;
}

/** Of a name as `generationToName` makes it; 0 for any other. */
export function nameToGeneration(name: string): number {
  return Number(/^media (\d{1,9})$/.exec(name)?.[1] ?? 0);
}
