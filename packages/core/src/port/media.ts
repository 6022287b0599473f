/** Microphone and camera (spec/call.md, "Devices"). A device that cannot be had never prevents a call. */
import type { Result } from '@sotto/protocol/result';
import type { DeviceProblem } from '../client/view.ts';

/** The devices that core opens by itself. */
export type DeviceKind = 'microphone' | 'camera';

/** A captured track. Core only carries it about; the peer connection and the self view look inside. */
export interface LocalTrack {
  readonly kind: DeviceKind;
  /**
   * Called when the person turns the device off: the platform either stops the device (desktop: its light goes out)
   * or silences it (phones, where opening it again is slow). True: the track can be woken; false: it is gone.
   */
  rest(): boolean;
  /** Undoes `rest` of a track that could be woken. */
  wake(): void;
  /** Lets the device go. Harmless when repeated. */
  stop(): void;
  /** Calls `listener` once when the device disappears or is taken away by the system; not after `stop`. */
  onLost(listener: () => void): void;
}

/** What came of the devices that were asked for; undefined for one that was not. */
export interface Captured {
  readonly microphone: Result<LocalTrack, DeviceProblem> | undefined;
  readonly camera: Result<LocalTrack, DeviceProblem> | undefined;
}

/** Opens devices. */
export interface MediaPort {
  /**
   * Opens the wanted devices, in one question to the person where the platform can. Each comes back by itself: a
   * missing camera does not cost the microphone. Never rejects. Must be called in a person's act.
   */
  capture(wanted: { readonly microphone: boolean; readonly camera: boolean }): Promise<Captured>;
}
