/**
 * This device's microphone and camera while a call has them (spec/call.md, "Devices"). One call has them at a time;
 * when the next call takes over in the same breath, the devices stay open.
 */
import type { CallId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { CallView, DeviceProblem } from '../client/view.ts';
import type { DeviceKind, LocalTrack, MediaPort } from '../port/media.ts';

const KINDS: readonly DeviceKind[] = ['microphone', 'camera'];

interface Device {
  /** What the person wants. */
  isWanted: boolean;
  /** Being opened. */
  isOpening: boolean;
  /** Resting or running. */
  track: LocalTrack | undefined;
  problem: DeviceProblem | undefined;
}

/** The captured devices of this client. */
export class LocalMedia {
  readonly #media: MediaPort;
  readonly #changed: () => void;
  readonly #devices: Readonly<Record<DeviceKind, Device>> = {
    microphone: createDevice(),
    camera: createDevice(),
  };
  #owner: CallId | undefined;

  constructor(media: MediaPort, changed: () => void) {
    this.#media = media;
    this.#changed = changed;
  }

  /** Opens the microphone, and the camera if wanted, for a call. */
  start(owner: CallId, withCamera: boolean): void {
    this.#owner = owner;
    this.#devices.microphone.isWanted = true;
    this.#devices.camera.isWanted = withCamera;
    if (!withCamera) this.#rest('camera');
    for (const kind of KINDS) this.track(kind)?.wake();
    this.#open(KINDS.filter(kind => this.#devices[kind].isWanted));
  }

  /** The call lets the devices go; they close in `settle`, unless another call has taken them by then. */
  stop(owner: CallId): void {
    if (this.#owner === owner) this.#owner = undefined;
  }

  /** Closes the devices when no call has them. */
  settle(): void {
    if (this.#owner !== undefined) return;
    for (const kind of KINDS) {
      this.#devices[kind].track?.stop();
      Object.assign(this.#devices[kind], createDevice());
    }
  }

  /** Turns a device on or off for the running call. */
  set(kind: DeviceKind, isOn: boolean): void {
    const device = this.#devices[kind];
    device.isWanted = isOn;
    if (!isOn) this.#rest(kind);
    else if (device.track === undefined) this.#open([kind]);
    else device.track.wake();
    this.#changed();
  }

  /** The track to send; undefined while the device is off, opening or missing. */
  track(kind: DeviceKind): LocalTrack | undefined {
    const { isWanted, track } = this.#devices[kind];
    return isWanted ? track : undefined;
  }

  /** Whether the device is on, or about to be. */
  isOn(kind: DeviceKind): boolean {
    const { isWanted, problem } = this.#devices[kind];
    return isWanted && problem === undefined;
  }

  /** The devices that could not be had. */
  problems(): CallView['problems'] {
    const found = KINDS.map(kind => [kind, this.#devices[kind].problem] as const);
    return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
  }

  /** Whether any device is open: for tests that nothing is left running. */
  isIdle(): boolean {
    return KINDS.every(kind => this.#devices[kind].track === undefined && !this.#devices[kind].isOpening);
  }

  #rest(kind: DeviceKind): void {
    const device = this.#devices[kind];
    device.problem = undefined;
    const isKept = device.track?.rest() ?? false;
    if (!isKept) device.track = undefined;
  }

  #open(kinds: readonly DeviceKind[]): void {
    const missing = kinds.filter(
      kind => this.#devices[kind].track === undefined && !this.#devices[kind].isOpening,
    );
    if (missing.length === 0) return;
    for (const kind of missing) Object.assign(this.#devices[kind], { isOpening: true, problem: undefined });
    const wanted = { microphone: missing.includes('microphone'), camera: missing.includes('camera') };
    void this.#media.capture(wanted).then(captured => {
      for (const kind of missing) this.#take(kind, captured[kind]);
      this.#changed();
    });
  }

  // By now the person may have turned the device off, or the call may be over.
  #take(kind: DeviceKind, captured: Result<LocalTrack, DeviceProblem> | undefined): void {
    const device = this.#devices[kind];
    device.isOpening = false;
    if (captured?.ok !== true) {
      device.problem = device.isWanted ? (captured?.code ?? 'failed') : undefined;
      return;
    }
    const track = captured.value;
    if (this.#owner === undefined || device.track !== undefined) {
      track.stop();
      return;
    }
    device.track = track;
    track.onLost(() => this.#lose(kind, track));
    if (!device.isWanted) this.#rest(kind);
  }

  // A device was unplugged: another one may do.
  #lose(kind: DeviceKind, track: LocalTrack): void {
    const device = this.#devices[kind];
    if (device.track !== track) return;
    track.stop();
    device.track = undefined;
    if (device.isWanted) this.#open([kind]);
    this.#changed();
  }
}

function createDevice(): Device {
  return { isWanted: false, isOpening: false, track: undefined, problem: undefined };
}
