/** A browser's captured track as core carries it about, and the pictures that a person sees of the own devices. */
import type { CaptureKind, LocalTrack } from '@sotto/core/port/media';
import { isPhone } from './isPhone.ts';
import type { ProcessedTrack } from './trackEffects.ts';
import { watchVoice } from './voiceWatch.ts';

/** A local track with the browser's track inside. */
export interface BrowserTrack extends LocalTrack {
  readonly mediaTrack: MediaStreamTrack;
}

/** The browser's track inside a {@link LocalTrack} of this platform. */
export function toMediaTrack(track: LocalTrack): MediaStreamTrack {
  return (track as BrowserTrack).mediaTrack;
}

/** What each track is made for, so that the encoder knows what to keep when there is too little room. */
const HINTS: Readonly<Record<CaptureKind, string>> = {
  microphone: 'speech',
  camera: 'motion',
  screen: 'detail',
  screenSound: 'music',
};

/** Wraps a device's track; what was made from it is sent in its place. */
export function createTrack(
  source: MediaStreamTrack,
  kind: CaptureKind,
  processed?: ProcessedTrack,
): BrowserTrack {
  const mediaTrack = processed?.track ?? source;
  mediaTrack.contentHint = HINTS[kind];
  let stopWatching = () => {};
  let talking: (isTalking: boolean) => void = () => {};
  const stop = () => {
    source.stop();
    processed?.end();
  };
  return {
    kind,
    mediaTrack,
    device: toDevice(source),
    rest: () => {
      // A stopped device puts its light out, but opening it again takes a phone a second and may be refused.
      if (!isPhone()) stop();
      source.enabled = false;
      if (isPhone() && kind === 'microphone') stopWatching = watchVoice(source, heard => talking(heard));
      return isPhone();
    },
    wake: () => {
      stopWatching();
      source.enabled = true;
    },
    stop: () => {
      stopWatching();
      stop();
    },
    onLost: listener => source.addEventListener('ended', listener, { once: true }),
    onTalking: listener => {
      talking = listener;
    },
  };
}

/** Shows a picture to its own person for as long as it is given. */
export function showing(
  track: BrowserTrack,
  onPicture: (stream: MediaStream | undefined) => void,
): BrowserTrack {
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

function toDevice(track: MediaStreamTrack): BrowserTrack['device'] {
  const { deviceId } = track.getSettings();
  return deviceId === undefined ? undefined : { id: deviceId, label: track.label };
}
