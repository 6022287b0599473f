/**
 * Which devices there are and which the person chose, remembered in this browser (spec/call.md, "Devices"). Before a
 * device was opened, browsers tell neither names nor ids, and nothing is shown.
 */
import type { ChoiceKind, DeviceChoice, DeviceChoices, KnownDevice } from '@sotto/core/port/media';
import { isPhone } from './isPhone.ts';

const KEY = 'sotto-devices';
const NATIVE_KINDS = { microphone: 'audioinput', camera: 'videoinput', speaker: 'audiooutput' } as const;
/** Chromium lists these beside the devices that they stand for. */
const STAND_INS: readonly string[] = ['', 'default', 'communications'];

/** The devices and the choice among them. */
export interface DeviceMemory {
  choices(): DeviceChoices;
  choose(kind: ChoiceKind, id: string | undefined): void;
  /** The camera on the other side of a phone. */
  flip(): void;
  /** Which side of a phone the camera is to look from. */
  facing(): 'user' | 'environment';
  /** Looks anew; after a device was opened there is more to know. */
  refresh(): void;
  onChange(listener: () => void): void;
}

interface Remembered {
  readonly chosen: Partial<Record<ChoiceKind, string>>;
  readonly facing: 'user' | 'environment';
}

let shared: DeviceMemory | undefined;

/** The memory of this page: the join page's choices are the call's. */
export function pageDeviceMemory(): DeviceMemory {
  shared ??= createDeviceMemory();
  return shared;
}

/** Reads the memory and follows what is plugged in and out. */
function createDeviceMemory(): DeviceMemory {
  const listeners: (() => void)[] = [];
  let remembered = recall();
  let devices: readonly MediaDeviceInfo[] = [];
  let current = toChoices(devices, remembered);

  function change(): void {
    current = toChoices(devices, remembered);
    for (const listener of listeners) listener();
  }

  function remember(next: Remembered): void {
    remembered = next;
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // A full store costs the memory of a choice, not the choice.
    }
    change();
  }

  async function look(): Promise<void> {
    devices = await navigator.mediaDevices.enumerateDevices();
    change();
  }

  const refresh = () => void look().catch(() => undefined);
  navigator.mediaDevices?.addEventListener('devicechange', refresh);
  return {
    choices: () => current,
    choose: (kind, id) => {
      const { [kind]: _, ...others } = remembered.chosen;
      remember({ ...remembered, chosen: id === undefined ? others : { ...others, [kind]: id } });
    },
    flip: () => {
      const { camera: _, ...chosen } = remembered.chosen;
      remember({ chosen, facing: remembered.facing === 'user' ? 'environment' : 'user' });
    },
    facing: () => remembered.facing,
    refresh,
    onChange: listener => void listeners.push(listener),
  };
}

function recall(): Remembered {
  const nothing: Remembered = { chosen: {}, facing: 'user' };
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof found === 'object' ? { ...nothing, ...found } : nothing;
  } catch {
    return nothing;
  }
}

function toChoices(devices: readonly MediaDeviceInfo[], { chosen }: Remembered): DeviceChoices {
  const choice = (kind: ChoiceKind): DeviceChoice => ({
    known: canChoose(kind) ? toKnown(devices, kind) : [],
    chosen: chosen[kind],
  });
  const camera = choice('camera');
  return {
    microphone: choice('microphone'),
    camera,
    speaker: choice('speaker'),
    canShareScreen: 'getDisplayMedia' in (navigator.mediaDevices ?? {}),
    canFlipCamera: isPhone() && camera.known.length > 1,
  };
}

function canChoose(kind: ChoiceKind): boolean {
  return kind !== 'speaker' || 'setSinkId' in HTMLMediaElement.prototype;
}

function toKnown(devices: readonly MediaDeviceInfo[], kind: ChoiceKind): readonly KnownDevice[] {
  return devices
    .filter(device => device.kind === NATIVE_KINDS[kind] && !STAND_INS.includes(device.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
