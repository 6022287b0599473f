/**
 * What is done to the own sound and picture on this device before anything else sees them (spec/quality.md,
 * "On the device"). Each effect is a chunk of its own that is loaded when it is first used; both come from this
 * server and ask nobody else.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DeviceKind } from '@sotto/core/port/media';

/** The effects by the device they belong to: the microphone's noise is removed, the camera's background blurred. */
export interface TrackEffects {
  readonly isOn: Readonly<Record<DeviceKind, ReadonlySignal<boolean>>>;
  /** Remembered in this browser; holds for devices that are opened afterwards. */
  set(device: DeviceKind, on: boolean): void;
  /**
   * The processed track; undefined when the effect is off. Rejects when the effect is on and cannot be had: the caller
   * decides whether the bare track may be used.
   */
  apply(device: DeviceKind, source: MediaStreamTrack): Promise<ProcessedTrack | undefined>;
}

/** A track made from another one. */
export interface ProcessedTrack {
  readonly track: MediaStreamTrack;
  /** Lets everything go but the source. Harmless when repeated. */
  readonly end: () => void;
}

const KEY = 'sotto-effects';

/** Reads what is remembered. */
export function createTrackEffects(): TrackEffects {
  const remembered = recall();
  const isOn = { microphone: signal(remembered.microphone), camera: signal(remembered.camera) };
  return {
    isOn,
    set: (device, on) => {
      isOn[device].value = on;
      try {
        localStorage.setItem(
          KEY,
          JSON.stringify({ microphone: isOn.microphone.value, camera: isOn.camera.value }),
        );
      } catch {
        // A full store costs the memory of a choice, not the choice.
      }
    },
    apply: async (device, source) => {
      if (!isOn[device].peek()) return undefined;
      if (device === 'microphone')
        return (await import('../trackEffect/quietMicrophone.ts')).createQuietMicrophone(source);
      return (await import('../trackEffect/blurredCamera.ts')).createBlurredCamera(source);
    },
  };
}

function recall(): Readonly<Record<DeviceKind, boolean>> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const { microphone, camera } = (found ?? {}) as Readonly<Record<string, unknown>>;
    return { microphone: microphone === true, camera: camera === true };
  } catch {
    return { microphone: false, camera: false };
  }
}
