/** Microphone, camera, speaker and screen (spec/call.md, "Devices"). A device that cannot be had never prevents a call. */
import type { Result } from '@sotto/protocol/result';
import type { DeviceProblem } from '../client/view.ts';

/** The devices that core opens by itself. */
export type DeviceKind = 'microphone' | 'camera';

/** What can be captured: each has a media section of its own in every connection. */
export type CaptureKind = DeviceKind | 'screen' | 'screenSound';

/** The devices a person can choose. */
export type ChoiceKind = DeviceKind | 'speaker';

/** A captured track. Core only carries it about; the peer connection and the self view look inside. */
export interface LocalTrack {
  readonly kind: CaptureKind;
  /** The device behind it, as in {@link KnownDevice}; undefined for screens and where the platform does not say. */
  readonly device: { readonly id: string; readonly label: string } | undefined;
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
  /**
   * Calls `listener` when somebody begins or stops talking into a resting microphone. Where `rest` stops the device
   * nothing can be heard, and nothing is said.
   */
  onTalking(listener: (isTalking: boolean) => void): void;
}

/** What came of the devices that were asked for; undefined for one that was not. */
export interface Captured {
  readonly microphone: Result<LocalTrack, DeviceProblem> | undefined;
  readonly camera: Result<LocalTrack, DeviceProblem> | undefined;
}

/** A shared screen, window or tab. */
export interface CapturedScreen {
  readonly picture: LocalTrack;
  /** Undefined where the platform or the person gives none. */
  readonly sound: LocalTrack | undefined;
}

/** A device that is plugged in. */
export interface KnownDevice {
  readonly id: string;
  readonly label: string;
}

/** The devices of one kind. */
export interface DeviceChoice {
  /** Empty before any device has been opened, and for speakers where they cannot be chosen. */
  readonly known: readonly KnownDevice[];
  /** Id of the one to use; undefined leaves it to the system. Remembered on this device. */
  readonly chosen: string | undefined;
}

/** What this device offers. */
export interface DeviceChoices extends Readonly<Record<ChoiceKind, DeviceChoice>> {
  /** Whether screens can be shared at all. */
  readonly canShareScreen: boolean;
  /** Whether this device has cameras to its front and back. */
  readonly canFlipCamera: boolean;
}

/** Opens devices. */
export interface MediaPort {
  /**
   * Opens the wanted devices, in one question to the person where the platform can. Each comes back by itself: a
   * missing camera does not cost the microphone. A chosen device that is gone is replaced by another. Never rejects.
   * Must be called in a person's act.
   */
  capture(wanted: { readonly microphone: boolean; readonly camera: boolean }): Promise<Captured>;
  /** Lets the person pick a screen. Fails when none was picked. Never rejects. Must be called in a person's act. */
  captureScreen(): Promise<Result<CapturedScreen, DeviceProblem>>;
  /** What there is to choose from now; the same value until something changes. */
  choices(): DeviceChoices;
  /** Remembers a choice for the next `capture`; with undefined, leaves it to the system. */
  choose(kind: ChoiceKind, id: string | undefined): void;
  /** Remembers the camera on the other side of a phone for the next `capture`. */
  flip(): void;
  /** Calls `listener` after every change of `choices()`. */
  onChange(listener: () => void): void;
}
