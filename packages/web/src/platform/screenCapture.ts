/** Lets a person pick a screen, window or tab to share, with its sound where the browser can. */
import type { CapturedScreen } from '@sotto/core/port/media';
import { createTrack, showing } from './browserTrack.ts';

// Not all of these are in the standard's types; an unknown member is ignored.
const OPTIONS: DisplayMediaStreamOptions & Readonly<Record<string, unknown>> = {
  video: { frameRate: { ideal: 15, max: 30 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  systemAudio: 'include',
  surfaceSwitching: 'include',
  // Showing the call in the call is a mirror before a mirror.
  selfBrowserSurface: 'exclude',
};

/** Rejects when the person picks none. */
export async function captureScreen(
  onPicture: (stream: MediaStream | undefined) => void,
): Promise<CapturedScreen> {
  const stream = await navigator.mediaDevices.getDisplayMedia(OPTIONS);
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  if (picture === undefined) throw new DOMException('no picture', 'NotFoundError');
  return {
    picture: showing(createTrack(picture, 'screen'), onPicture),
    sound: sound && createTrack(sound, 'screenSound'),
  };
}
