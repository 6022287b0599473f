/** The {@link MediaPort} of a browser. Devices open only in a person's act; each problem has its own word. */
import type { DeviceProblem } from '@sotto/core/client/view';
import type { Captured, DeviceKind, LocalTrack, MediaPort } from '@sotto/core/port/media';
import { failure, type Result, success } from '@sotto/protocol/result';

/** A local track with the browser's track inside. */
export interface BrowserTrack extends LocalTrack {
  readonly mediaTrack: MediaStreamTrack;
}

/** The browser's track inside a {@link LocalTrack} that this port has made. */
export function toMediaTrack(track: LocalTrack): MediaStreamTrack {
  return (track as BrowserTrack).mediaTrack;
}

// `voiceIsolation` is not in every browser; an unknown constraint is ignored.
const MICROPHONE: MediaTrackConstraints & { voiceIsolation: boolean } = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  voiceIsolation: true,
};
const CAMERA: MediaTrackConstraints = {
  facingMode: 'user',
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Makes the port; `onPicture` is told which picture the camera gives now, or that it gives none. */
export function createBrowserMedia(onPicture: (stream: MediaStream | undefined) => void): MediaPort {
  const wrap = (track: MediaStreamTrack, kind: DeviceKind) =>
    kind === 'camera' ? showing(createTrack(track, kind), onPicture) : createTrack(track, kind);

  return {
    capture: async ({ microphone, camera }) => {
      const together = await openDevices(microphone, camera);
      if (together.ok) return toCaptured(together.value, { microphone, camera }, wrap);
      if (!(microphone && camera))
        return { microphone: microphone ? together : undefined, camera: camera ? together : undefined };
      // One device spoils the question for both: ask for each by itself.
      const [sound, picture] = [await openDevices(true, false), await openDevices(false, true)];
      return {
        microphone: toTrack(sound, 'microphone', wrap),
        camera: toTrack(picture, 'camera', wrap),
      };
    },
  };
}

type Wrap = (track: MediaStreamTrack, kind: DeviceKind) => LocalTrack;

async function openDevices(
  microphone: boolean,
  camera: boolean,
): Promise<Result<MediaStream, DeviceProblem>> {
  if (!microphone && !camera) return failure('missing');
  try {
    return success(
      await navigator.mediaDevices.getUserMedia({
        audio: microphone && MICROPHONE,
        video: camera && CAMERA,
      }),
    );
  } catch (problem) {
    return failure(toDeviceProblem(problem));
  }
}

function toDeviceProblem(problem: unknown): DeviceProblem {
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

function toCaptured(
  stream: MediaStream,
  wanted: { readonly microphone: boolean; readonly camera: boolean },
  wrap: Wrap,
): Captured {
  return {
    microphone: wanted.microphone ? toTrack(success(stream), 'microphone', wrap) : undefined,
    camera: wanted.camera ? toTrack(success(stream), 'camera', wrap) : undefined,
  };
}

function toTrack(
  opened: Result<MediaStream, DeviceProblem>,
  kind: DeviceKind,
  wrap: Wrap,
): Result<LocalTrack, DeviceProblem> {
  if (!opened.ok) return opened;
  const [track] = kind === 'camera' ? opened.value.getVideoTracks() : opened.value.getAudioTracks();
  return track === undefined ? failure('missing') : success(wrap(track, kind));
}

function createTrack(mediaTrack: MediaStreamTrack, kind: DeviceKind): BrowserTrack {
  mediaTrack.contentHint = kind === 'camera' ? 'motion' : 'speech';
  return {
    kind,
    mediaTrack,
    rest: () => {
      // A stopped device puts its light out, but opening it again takes a phone a second and may be refused.
      if (!isPhone()) mediaTrack.stop();
      mediaTrack.enabled = false;
      return isPhone();
    },
    wake: () => {
      mediaTrack.enabled = true;
    },
    stop: () => mediaTrack.stop(),
    onLost: listener => mediaTrack.addEventListener('ended', listener, { once: true }),
  };
}

/** Shows a camera's picture to its own person for as long as it gives one. */
function showing(track: BrowserTrack, onPicture: (stream: MediaStream | undefined) => void): BrowserTrack {
  const stream = new MediaStream([track.mediaTrack]);
  onPicture(stream);
  return {
    ...track,
    rest: () => {
      onPicture(undefined);
      return track.rest();
    },
    wake: () => {
      track.wake();
      onPicture(stream);
    },
    stop: () => {
      track.stop();
      onPicture(undefined);
    },
    onLost: listener =>
      track.onLost(() => {
        onPicture(undefined);
        listener();
      }),
  };
}

function isPhone(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
