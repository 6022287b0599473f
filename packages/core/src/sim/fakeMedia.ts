/** Microphones and cameras that tests plug in and out. */
import { failure, type Result, success } from '@sotto/protocol/result';
import type { DeviceProblem } from '../client/view.ts';
import type { Clock } from '../port/clock.ts';
import type { DeviceKind, LocalTrack, MediaPort } from '../port/media.ts';

/** How long a fake device takes to open, in milliseconds. */
const OPENING_MS = 80;

/** The fake devices of one client. */
export interface FakeMedia extends MediaPort {
  /** What asking for a device comes to. */
  set(kind: DeviceKind, outcome: 'works' | DeviceProblem): void;
  /** Pulls the plug of a running device. */
  unplug(kind: DeviceKind): void;
  /** Devices that are open now. */
  open(): readonly DeviceKind[];
}

/** Devices that work. `keepsResting`: a device that is turned off stays open, as on phones. */
export function createFakeMedia(clock: Clock, keepsResting = false): FakeMedia {
  const outcomes: Record<DeviceKind, 'works' | DeviceProblem> = { microphone: 'works', camera: 'works' };
  const running = new Map<LocalTrack, () => void>();

  function createTrack(kind: DeviceKind): LocalTrack {
    let lost = () => {};
    const track: LocalTrack = {
      kind,
      rest: () => keepsResting || !running.delete(track),
      wake: () => undefined,
      stop: () => void running.delete(track),
      onLost: listener => {
        lost = listener;
      },
    };
    running.set(track, () => lost());
    return track;
  }

  function capture(kind: DeviceKind, isWanted: boolean): Result<LocalTrack, DeviceProblem> | undefined {
    const outcome = outcomes[kind];
    if (!isWanted) return undefined;
    return outcome === 'works' ? success(createTrack(kind)) : failure(outcome);
  }

  return {
    capture: wanted =>
      new Promise(resolve => {
        clock.after(OPENING_MS, () =>
          resolve({
            microphone: capture('microphone', wanted.microphone),
            camera: capture('camera', wanted.camera),
          }),
        );
      }),
    set: (kind, outcome) => {
      outcomes[kind] = outcome;
    },
    unplug: kind => {
      for (const [track, lose] of running) {
        if (track.kind !== kind) continue;
        running.delete(track);
        lose();
      }
    },
    open: () => [...running.keys()].map(track => track.kind).sort(),
  };
}
