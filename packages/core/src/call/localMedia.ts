/**
 * This device's microphone, camera and shared screen while a call has them (spec/call.md, "Devices"). One call has
 * them at a time; when the next call takes over in the same breath, microphone and camera stay open.
 */
import type { CallId, LinkId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { DeviceProblem, DevicesView } from '../client/view.ts';
import type { Captured, CaptureKind, ChoiceKind, DeviceKind, LocalTrack, MediaPort } from '../port/media.ts';
import { LocalScreen } from './localScreen.ts';

const KINDS: readonly DeviceKind[] = ['microphone', 'camera'];

/** Which devices a call begins or resumes with. */
export type WantedDevices = Readonly<Record<DeviceKind, boolean>>;

/** A call that can have the devices: with a contact, or behind a link. */
export type DeviceOwner = CallId | LinkId;

interface Device {
  /** What the person wants. */
  isWanted: boolean;
  /** Being opened. */
  isOpening: boolean;
  /** Something else was chosen while it was being opened. */
  isOutdated: boolean;
  /** Resting or running. */
  track: LocalTrack | undefined;
  problem: DeviceProblem | undefined;
  /** What replaced a device that was unplugged; its label may be empty. */
  fallback: string | undefined;
  /** The open track replaces one that was unplugged. */
  isFallback: boolean;
}

/** The captured devices of this client. */
export class LocalMedia {
  readonly screen: LocalScreen;
  readonly #media: MediaPort;
  readonly #listeners = new Set<() => void>();
  readonly #devices: Readonly<Record<DeviceKind, Device>> = {
    microphone: createDevice(),
    camera: createDevice(),
  };
  #owner: DeviceOwner | undefined;
  #isTalking = false;
  #speakers: readonly string[] = [];
  #speakerFallback: string | undefined;

  constructor(media: MediaPort) {
    this.#media = media;
    this.screen = new LocalScreen(media, () => this.#changed());
    media.onChange(() => this.#followChoices());
  }

  /** Calls `listener` after every change, whoever has the devices. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Opens the wanted devices for a call. */
  start(owner: DeviceOwner, wanted: WantedDevices): void {
    if (this.#owner !== owner) this.screen.stop();
    this.#owner = owner;
    for (const kind of KINDS) {
      this.#devices[kind].isWanted = wanted[kind];
      if (wanted[kind]) this.#devices[kind].track?.wake();
      else this.#rest(kind);
    }
    this.#open(KINDS.filter(kind => wanted[kind]));
  }

  /** Whether this call has the devices: what is said of them is said of it. */
  isStartedFor(call: DeviceOwner): boolean {
    return this.#owner === call;
  }

  /** Another call goes on in the place of the one that has the devices: they stay as they are. */
  pass(from: DeviceOwner, to: DeviceOwner): void {
    if (this.#owner === from) this.#owner = to;
  }

  /** The call lets the devices go; they close in `settle`, unless another call has taken them by then. */
  stop(owner: DeviceOwner): void {
    if (this.#owner === owner) this.#owner = undefined;
  }

  /** Closes the devices when no call has them. */
  settle(): void {
    if (this.#owner !== undefined) return;
    this.screen.stop();
    this.#isTalking = false;
    this.#speakerFallback = undefined;
    for (const kind of KINDS) {
      const { isOpening } = this.#devices[kind];
      this.#devices[kind].track?.stop();
      Object.assign(this.#devices[kind], createDevice(), { isOpening });
    }
  }

  /** Turns a device on or off for the running call. */
  set(kind: DeviceKind, isOn: boolean): void {
    const device = this.#devices[kind];
    device.isWanted = isOn;
    if (kind === 'microphone') this.#isTalking = false;
    if (!isOn) this.#rest(kind);
    else if (device.track === undefined) this.#open([kind]);
    else device.track.wake();
    this.#changed();
  }

  /** Lets the person pick a screen to share, or shares none any more. */
  share(isOn: boolean): void {
    if (isOn) this.screen.share();
    else this.screen.stop();
    this.#changed();
  }

  /** Uses another device from now on, in a running call at once. */
  choose(kind: ChoiceKind, id: string | undefined): void {
    this.#media.choose(kind, id);
    if (kind === 'speaker') this.#speakerFallback = undefined;
    else this.#reopen(kind);
    this.#changed();
  }

  /** Uses the camera on the other side. */
  flip(): void {
    this.#media.flip();
    this.#reopen('camera');
    this.#changed();
  }

  /** The track to send; undefined while the device is off, opening or missing. */
  track(kind: CaptureKind): LocalTrack | undefined {
    if (kind === 'screen' || kind === 'screenSound') return this.screen.track(kind);
    const { isWanted, track } = this.#devices[kind];
    return isWanted ? track : undefined;
  }

  /** Whether the device is on, or about to be. */
  isOn(kind: DeviceKind): boolean {
    const { isWanted, problem } = this.#devices[kind];
    return isWanted && problem === undefined;
  }

  /** What is on, to be the same after a hold. */
  wanted(): WantedDevices {
    return { microphone: this.#devices.microphone.isWanted, camera: this.#devices.camera.isWanted };
  }

  /** The devices that could not be had. */
  problems(): Partial<Record<DeviceKind, DeviceProblem>> {
    const found = KINDS.map(kind => [kind, this.#devices[kind].problem] as const);
    return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
  }

  /** What can be chosen, what is in use, and what was replaced. */
  view(): DevicesView {
    const { microphone, camera } = this.#devices;
    return {
      choices: this.#media.choices(),
      inUse: { microphone: microphone.track?.device?.id, camera: camera.track?.device?.id },
      fallbacks: {
        microphone: microphone.fallback,
        camera: camera.fallback,
        speaker: this.#speakerFallback,
      },
      isTalkingWhileMuted: this.#isTalking,
    };
  }

  /** Whether any device is open: for tests that nothing is left running. */
  isIdle(): boolean {
    return KINDS.every(kind => this.#devices[kind].track === undefined && !this.#devices[kind].isOpening);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #rest(kind: DeviceKind): void {
    const device = this.#devices[kind];
    device.problem = undefined;
    device.fallback = undefined;
    const isKept = device.track?.rest() ?? false;
    if (!isKept) device.track = undefined;
  }

  // A resting track of the old device must not be woken later.
  #reopen(kind: DeviceKind): void {
    const device = this.#devices[kind];
    device.isOutdated = device.isOpening;
    device.isFallback = false;
    device.fallback = undefined;
    // A phone opens one camera at a time; a microphone is replaced without a gap.
    if (kind === 'camera' || !device.isWanted) this.#drop(device);
    if (device.isWanted) this.#open([kind], true);
  }

  #drop(device: Device): void {
    device.track?.stop();
    device.track = undefined;
  }

  #open(kinds: readonly DeviceKind[], isReplacing = false): void {
    const missing = kinds.filter(kind => {
      const { track, isOpening } = this.#devices[kind];
      return (isReplacing || track === undefined) && !isOpening;
    });
    if (missing.length === 0) return;
    for (const kind of missing) Object.assign(this.#devices[kind], { isOpening: true, problem: undefined });
    const wanted = { microphone: missing.includes('microphone'), camera: missing.includes('camera') };
    void this.#capture(wanted).then(captured => {
      for (const kind of missing) this.#take(kind, captured[kind]);
      this.#changed();
    });
  }

  /** Nothing that is asked for comes of a platform that throws. */
  async #capture(wanted: WantedDevices): Promise<Captured> {
    try {
      return await this.#media.capture(wanted);
    } catch {
      return { microphone: undefined, camera: undefined };
    }
  }

  // By now the person may have turned the device off or chosen another, or the call may be over.
  #take(kind: DeviceKind, captured: Result<LocalTrack, DeviceProblem> | undefined): void {
    const device = this.#devices[kind];
    const { isOutdated } = device;
    Object.assign(device, { isOpening: false, isOutdated: false });
    if (this.#owner === undefined || isOutdated) {
      if (captured?.ok === true) captured.value.stop();
      if (this.#owner !== undefined && device.isWanted) this.#open([kind], true);
      return;
    }
    if (captured?.ok !== true) {
      device.problem =
        device.isWanted && device.track === undefined ? (captured?.code ?? 'failed') : undefined;
      return;
    }
    this.#use(kind, captured.value);
  }

  #use(kind: DeviceKind, track: LocalTrack): void {
    const device = this.#devices[kind];
    this.#drop(device);
    device.track = track;
    device.fallback = device.isFallback ? (track.device?.label ?? '') : undefined;
    device.isFallback = false;
    track.onLost(() => this.#lose(kind, track));
    track.onTalking(isTalking => {
      if (device.track !== track || device.isWanted) return;
      this.#isTalking = isTalking;
      this.#changed();
    });
    if (!device.isWanted) this.#rest(kind);
  }

  // A device was unplugged: another one may do.
  #lose(kind: DeviceKind, track: LocalTrack): void {
    const device = this.#devices[kind];
    if (device.track !== track) return;
    this.#drop(device);
    device.isFallback = true;
    if (device.isWanted) this.#open([kind]);
    this.#changed();
  }

  // The browser goes to another speaker without a word when the chosen one is unplugged.
  #followChoices(): void {
    const { known, chosen } = this.#media.choices().speaker;
    const isGone = (id: string) => !known.some(speaker => speaker.id === id);
    const isLost = chosen !== undefined && this.#speakers.includes(chosen) && isGone(chosen);
    if (isLost && this.#owner !== undefined) this.#speakerFallback = known[0]?.label ?? '';
    this.#speakers = known.map(speaker => speaker.id);
    this.#changed();
  }
}

function createDevice(): Device {
  return {
    isWanted: false,
    isOpening: false,
    isOutdated: false,
    track: undefined,
    problem: undefined,
    fallback: undefined,
    isFallback: false,
  };
}
