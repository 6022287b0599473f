/** Notices when somebody speaks, from the decrypted sound on this device (spec/room.md, "Who speaks"). */
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { RunningPeer } from '../../peer/runPeer.ts';
import type { Cancel } from '../../port/clock.ts';
import type { TrackSlot } from '../../port/peerConnection.ts';
import type { MeshNeeds } from './meshNeeds.ts';
import { MESH_TIMES, SPEECH_LOUDNESS } from './meshTimes.ts';

/** Listens to one person. */
export interface MeshListener {
  /** Harmless when repeated. */
  start(): void;
  stop(): void;
  /** The first frame on a slot has come. */
  arrived(slot: TrackSlot): void;
  /** Whether what this person says to send has begun to come. */
  isReceived(): boolean;
  /** When this person was heard last; 0 for never. */
  spokeAt(): number;
}

/** What a listener needs. */
export interface MeshListenerParts {
  readonly needs: Pick<MeshNeeds, 'clock' | 'changed'>;
  readonly peer: () => RunningPeer | undefined;
  readonly theirs: () => MediaState | undefined;
}

/** Makes a listener that does not listen yet. */
export function createMeshListener({ needs, peer, theirs }: MeshListenerParts): MeshListener {
  const { clock, changed } = needs;
  let cancel: Cancel | undefined;
  let spokeAt = 0;
  const received = new Set<TrackSlot>();

  function listen(): void {
    const mine = clock.after(MESH_TIMES.listen, listen);
    cancel = mine;
    if (theirs()?.microphone !== true) return;
    void peer()
      ?.connection()
      ?.loudness()
      .then(loudness => {
        if (cancel === undefined || (loudness ?? 0) < SPEECH_LOUDNESS) return;
        spokeAt = clock.now();
        changed();
      });
  }

  return {
    start: () => {
      // Not at once: the question takes the browser's threads from the first frames.
      if (cancel === undefined) cancel = clock.after(MESH_TIMES.listen, listen);
    },
    stop: () => {
      cancel?.();
      cancel = undefined;
    },
    arrived: slot => {
      received.add(slot);
      changed();
    },
    isReceived: () => {
      const state = theirs();
      if (state === undefined) return false;
      return (['microphone', 'camera'] as const).every(slot => !state[slot] || received.has(slot));
    },
    spokeAt: () => spokeAt,
  };
}
