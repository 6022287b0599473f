/** The {@link MediaPort} of a browser. Devices open only in a person's act; each problem has its own word. */
import type { DeviceProblem } from '@sotto/core/client/view';
import type { Captured, DeviceKind, LocalTrack, MediaPort } from '@sotto/core/port/media';
import { failure, type Result, success } from '@sotto/protocol/result';
import { createTrack, showing } from './browserTrack.ts';
import { type DeviceMemory, pageDeviceMemory } from './deviceMemory.ts';
import { captureScreen } from './screenCapture.ts';
import type { TrackEffects } from './trackEffects.ts';

// `voiceIsolation` is not in every browser; an unknown constraint is ignored.
const MICROPHONE: MediaTrackConstraints & { voiceIsolation: boolean } = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  voiceIsolation: true,
};
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Where the own pictures are shown; undefined: there is none now. */
export interface OwnPictures {
  readonly camera: (stream: MediaStream | undefined) => void;
  readonly screen: (stream: MediaStream | undefined) => void;
}

/** When the devices are listed again after some were opened. */
const NAMES_AFTER_MS = 1000;

/** Makes the port. */
export function createBrowserMedia(pictures: OwnPictures, effects: TrackEffects): MediaPort {
  const memory = pageDeviceMemory();
  const wrap: Wrap = async (source, kind) => {
    const track = createTrack(source, kind, await effects.apply(kind, source));
    return kind === 'camera' ? showing(track, pictures.camera) : track;
  };

  return {
    capture: async wanted => {
      const captured = await captureDevices(wanted, memory, wrap);
      // Only now are the names known; but the first frames come first.
      setTimeout(memory.refresh, NAMES_AFTER_MS);
      return captured;
    },
    captureScreen: () =>
      captureScreen(pictures.screen).then(success, problem => failure(toDeviceProblem(problem))),
    choices: memory.choices,
    choose: memory.choose,
    flip: memory.flip,
    onChange: memory.onChange,
  };
}

type Wrap = (source: MediaStreamTrack, kind: DeviceKind) => Promise<LocalTrack>;
type Wanted = Readonly<Record<DeviceKind, boolean>>;
const DEVICE_KINDS: readonly DeviceKind[] = ['microphone', 'camera'];

async function captureDevices(wanted: Wanted, memory: DeviceMemory, wrap: Wrap): Promise<Captured> {
  const { microphone, camera } = wanted;
  const open = (kinds: Wanted) => openDevices(kinds, memory);
  const together = await open(wanted);
  if (together.ok) return toCaptured(together.value, wanted, wrap);
  if (!(microphone && camera))
    return { microphone: microphone ? together : undefined, camera: camera ? together : undefined };
  // One device spoils the question for both: ask for each by itself.
  const sound = await open({ microphone, camera: false });
  const picture = await open({ microphone: false, camera });
  return {
    microphone: await toTrack(sound, 'microphone', wrap),
    camera: await toTrack(picture, 'camera', wrap),
  };
}

/** Whoever left the headset at home is heard all the same: a chosen device that is gone is replaced by any other. */
async function openDevices(
  wanted: Wanted,
  memory: DeviceMemory,
): Promise<Result<MediaStream, DeviceProblem>> {
  if (!wanted.microphone && !wanted.camera) return failure('missing');
  const chosen = await openWith(wanted, kind => chosenDevice(memory, kind));
  const hasChosen = DEVICE_KINDS.some(kind => wanted[kind] && memory.choices()[kind].chosen !== undefined);
  if (chosen.ok || chosen.code !== 'missing' || !hasChosen) return chosen;
  return openWith(wanted, kind => (kind === 'camera' ? facing(memory) : {}));
}

async function openWith(
  { microphone, camera }: Wanted,
  which: (kind: DeviceKind) => MediaTrackConstraints,
): Promise<Result<MediaStream, DeviceProblem>> {
  try {
    return success(
      await navigator.mediaDevices.getUserMedia({
        audio: microphone && { ...MICROPHONE, ...which('microphone') },
        video: camera && { ...CAMERA, ...which('camera') },
      }),
    );
  } catch (problem) {
    return failure(toDeviceProblem(problem));
  }
}

/** `ideal` would be ignored: Chromium 156 then takes the system's microphone. */
function chosenDevice(memory: DeviceMemory, kind: DeviceKind): MediaTrackConstraints {
  const { chosen } = memory.choices()[kind];
  if (chosen !== undefined) return { deviceId: { exact: chosen } };
  return kind === 'camera' ? facing(memory) : {};
}

function facing(memory: DeviceMemory): MediaTrackConstraints {
  return { facingMode: { ideal: memory.facing() } };
}

/** What a refusal of `getUserMedia` means. */
export function toDeviceProblem(problem: unknown): DeviceProblem {
  switch (problem instanceof DOMException ? problem.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

async function toCaptured(stream: MediaStream, wanted: Wanted, wrap: Wrap): Promise<Captured> {
  const [microphone, camera] = await Promise.all(
    DEVICE_KINDS.map(kind => (wanted[kind] ? toTrack(success(stream), kind, wrap) : undefined)),
  );
  return { microphone, camera };
}

async function toTrack(
  opened: Result<MediaStream, DeviceProblem>,
  kind: DeviceKind,
  wrap: Wrap,
): Promise<Result<LocalTrack, DeviceProblem>> {
  if (!opened.ok) return opened;
  const [track] = kind === 'camera' ? opened.value.getVideoTracks() : opened.value.getAudioTracks();
  if (track === undefined) return failure('missing');
  try {
    return success(await wrap(track, kind));
  } catch {
    // Whoever wants the background blurred, or noise removed, is not shown or heard without.
    track.stop();
    return failure('failed');
  }
}
