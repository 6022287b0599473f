/** Microphones, cameras and screens that tests plug in and out. */
import { failure, type Result, success } from '@sotto/protocol/result';
import type { DeviceProblem } from '../client/view.ts';
import type { Clock } from '../port/clock.ts';
import type {
  CaptureKind,
  ChoiceKind,
  DeviceChoices,
  DeviceKind,
  KnownDevice,
  LocalTrack,
  MediaPort,
} from '../port/media.ts';

/** How long a fake device takes to open, in milliseconds. */
const OPENING_MS = 80;

/** The fake devices of one client. */
export interface FakeMedia extends MediaPort {
  /** What asking for a device comes to; a refused screen is a person who picks none. */
  set(kind: DeviceKind | 'screen', outcome: 'works' | DeviceProblem): void;
  /** Plugs in devices of a kind instead of those before. */
  plugIn(kind: ChoiceKind, ...known: readonly KnownDevice[]): void;
  /** Pulls the plug of a running device, or stops the sharing from outside. */
  unplug(kind: CaptureKind): void;
  /** Somebody begins or stops talking into a microphone. */
  talk(isTalking: boolean): void;
  /** What is open now. */
  open(): readonly CaptureKind[];
}

interface Running {
  readonly lose: () => void;
  readonly talk: (isTalking: boolean) => void;
}

/** Devices that work. `keepsResting`: a device that is turned off stays open, as on phones. */
export function createFakeMedia(clock: Clock, keepsResting = false): FakeMedia {
  const outcomes: Record<DeviceKind | 'screen', 'works' | DeviceProblem> = {
    ...{ microphone: 'works', camera: 'works', screen: 'works' },
  };
  const running = new Map<LocalTrack, Running>();
  const listeners: (() => void)[] = [];
  let choices: DeviceChoices = NO_CHOICES;

  function change(next: DeviceChoices): void {
    choices = next;
    for (const listener of listeners) listener();
  }

  function choose(kind: ChoiceKind, chosen: string | undefined): void {
    change({ ...choices, [kind]: { ...choices[kind], chosen } });
  }

  function createTrack(kind: CaptureKind): LocalTrack {
    const heard = { lost: () => {}, talking: (_: boolean) => {} };
    const { known, chosen } = kind === 'microphone' || kind === 'camera' ? choices[kind] : NO_CHOICE;
    const track: LocalTrack = {
      kind,
      device: known.find(({ id }) => id === chosen) ?? known[0],
      rest: () => keepsResting || !running.delete(track),
      wake: () => undefined,
      stop: () => void running.delete(track),
      onLost: listener => {
        heard.lost = listener;
      },
      onTalking: listener => {
        heard.talking = listener;
      },
    };
    running.set(track, { lose: () => heard.lost(), talk: isTalking => heard.talking(isTalking) });
    return track;
  }

  function capture(kind: DeviceKind, isWanted: boolean): Result<LocalTrack, DeviceProblem> | undefined {
    const outcome = outcomes[kind];
    if (!isWanted) return undefined;
    return outcome === 'works' ? success(createTrack(kind)) : failure(outcome);
  }

  return {
    capture: wanted =>
      later(clock, () => ({
        microphone: capture('microphone', wanted.microphone),
        camera: capture('camera', wanted.camera),
      })),
    captureScreen: () =>
      later(clock, () => {
        if (outcomes.screen !== 'works') return failure(outcomes.screen);
        return success({ picture: createTrack('screen'), sound: createTrack('screenSound') });
      }),
    choices: () => choices,
    choose,
    flip: () => choose('camera', choices.camera.known.find(({ id }) => id !== choices.camera.chosen)?.id),
    onChange: listener => void listeners.push(listener),
    set: (kind, outcome) => {
      outcomes[kind] = outcome;
    },
    plugIn: (kind, ...known) => change({ ...choices, [kind]: { ...choices[kind], known } }),
    unplug: kind => {
      for (const [track, { lose }] of running) {
        if (track.kind !== kind) continue;
        running.delete(track);
        lose();
      }
    },
    talk: isTalking => {
      for (const { talk } of running.values()) talk(isTalking);
    },
    open: () => [...running.keys()].map(track => track.kind).sort(),
  };
}

const NO_CHOICE = { known: [], chosen: undefined };
const NO_CHOICES: DeviceChoices = {
  ...{ microphone: NO_CHOICE, camera: NO_CHOICE, speaker: NO_CHOICE },
  ...{ canShareScreen: true, canFlipCamera: false },
};

function later<Value>(clock: Clock, answer: () => Value): Promise<Value> {
  return new Promise(resolve => {
    clock.after(OPENING_MS, () => resolve(answer()));
  });
}
