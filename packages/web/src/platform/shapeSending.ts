/**
 * Tells a browser's encoders what to send (spec/quality.md, "Ladder"): `RTCRtpSender.setParameters`, never a new
 * negotiation. How much sound is repeated is for the media worker to carry out.
 */
import type { PictureSettings, SendSettings } from '@sotto/core/port/connectionQuality';
import type { TrackSlot } from '@sotto/core/port/peerConnection';
import { changeParameters, type ParameterChange } from './senderParameters.ts';

/** Tells the media worker how many earlier frames of sound a packet repeats. */
export type SetSoundCopies = (copies: number) => void;

/** The senders and receivers of one connection. */
export interface ShapedConnection {
  readonly sender: (slot: TrackSlot) => RTCRtpSender;
  readonly receiver: (slot: TrackSlot) => RTCRtpReceiver;
  readonly setSoundCopies: SetSoundCopies;
}

// Not in TypeScript's library: https://w3c.github.io/webrtc-extensions/#dom-rtcrtpreceiver-jitterbuffertarget
type WaitingReceiver = RTCRtpReceiver & { jitterBufferTarget?: number | null };

/** What applies settings to one connection. */
export interface Shaper {
  /** Saying the same again costs nothing. */
  shape(settings: SendSettings): void;
  /** A sender has another track: what was said last holds for it, too. */
  trackChanged(): void;
}

/** Makes it; nothing is touched before the first settings. */
export function createShaper({ sender, receiver, setSoundCopies }: ShapedConnection): Shaper {
  let newest: SendSettings | undefined;
  let copies: number | undefined;
  const applied = new Map<TrackSlot, string>();

  function apply(slot: TrackSlot, settings: unknown, change: ParameterChange): void {
    const target = sender(slot);
    // Without a track, the size of what will be sent is not known.
    const mark = JSON.stringify([settings, target.track?.id, shorterEdge(target.track)]);
    if (applied.get(slot) === mark) return;
    applied.set(slot, mark);
    changeParameters(target, change).catch(() => applied.delete(slot));
  }

  function shape(settings: SendSettings): void {
    newest = settings;
    const { sound, camera, screen, waits } = settings;
    if (sound.copies !== copies) setSoundCopies(sound.copies);
    copies = sound.copies;
    apply('microphone', sound, (_, encoding) => {
      encoding.priority = 'high';
      encoding.networkPriority = 'high';
      // With a limit, Chromium lets the estimate take rate away from sound, too; without, sound keeps what it has.
      if (sound.bitrate === undefined) delete encoding.maxBitrate;
      else encoding.maxBitrate = sound.bitrate;
    });
    apply('camera', camera, (parameters, encoding) => {
      parameters.degradationPreference = 'maintain-framerate';
      limitPicture(encoding, camera, sender('camera').track);
    });
    apply('screen', screen, (parameters, encoding) => {
      parameters.degradationPreference = 'maintain-resolution';
      limitPicture(encoding, screen, sender('screen').track);
    });
    // Chromium keeps 54 kbit/s of the estimate for a sound that nobody makes.
    apply('screenSound', undefined, (_, encoding) => {
      encoding.active = sender('screenSound').track !== null;
    });
    wait(receiver('microphone'), waits.sound);
    wait(receiver('camera'), waits.picture);
  }

  return {
    shape,
    trackChanged: () => {
      if (newest !== undefined) shape(newest);
    },
  };
}

function wait(receiver: WaitingReceiver, ms: number): void {
  const target = ms === 0 ? null : ms;
  if (!('jitterBufferTarget' in receiver) || receiver.jitterBufferTarget === target) return;
  receiver.jitterBufferTarget = target;
}

/**
 * Bit/s by the square of a picture's shorter edge: 900 kbit/s at 360 lines. More is not seen, and cuts each picture into
 * more packets that can be lost.
 */
const BITRATE_PER_EDGE = 7;

function limitPicture(
  encoding: RTCRtpEncodingParameters,
  picture: PictureSettings,
  track: MediaStreamTrack | null,
): void {
  encoding.active = track !== null && !picture.isPaused;
  const edge = shorterEdge(track) ?? picture.height;
  encoding.maxBitrate = Math.min(picture.bitrate, BITRATE_PER_EDGE * edge ** 2);
  encoding.maxFramerate = picture.framerate;
  encoding.scaleResolutionDownBy = Math.max(1, edge / picture.height);
}

function shorterEdge(track: MediaStreamTrack | null): number | undefined {
  const { width, height } = track?.getSettings() ?? {};
  return width === undefined || height === undefined ? undefined : Math.min(width, height);
}
