/** Which codecs a connection agrees on, and what is asked of them in descriptions (spec/quality.md, "Codecs"). */
import { addAudioNack } from '@sotto/core/peer/sdp';

/** Puts the usable codecs of a kind in their order, and leaves out all others. */
export function preferCodecs(transceiver: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const order = CODECS[kind];
  const available = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const rank = (codec: RTCRtpCodec) =>
    order.findIndex(name => name.toLowerCase() === codec.mimeType.toLowerCase());
  const usable = available.filter(codec => rank(codec) >= 0).sort((a, b) => rank(a) - rank(b));
  transceiver.setCodecPreferences(usable);
}

/** Lost sound is asked for again only if this side's own description says so, too. */
export function withNack({ type, sdp }: RTCSessionDescriptionInit): RTCLocalSessionDescriptionInit {
  return { type, sdp: addAudioNack(sdp ?? '') };
}

/**
 * Chromium takes every loss for a full network and would give up pictures at 30 %; below this it goes by the ladder
 * alone (spec/quality.md), which knows full networks by their round trip. Read from the remote description only.
 */
export function withFloor(sdp: string): string {
  return sdp.replaceAll(
    /^a=rtpmap:(\d+) VP8\/90000\r?$/gm,
    (line, type) => `${line}\na=fmtp:${type} x-google-min-bitrate=${FLOOR_KBITS}\r`,
  );
}

const FLOOR_KBITS = 180;

/**
 * Redundant sound first: it cannot be switched on later, but the media worker leaves it out again where it is not
 * needed. H.264 does not survive frame encryption, and not every browser tells the worker which codec a frame has.
 */
const CODECS: Readonly<Record<'audio' | 'video', readonly string[]>> = {
  audio: ['audio/red', 'audio/opus'],
  video: ['video/VP8', 'video/rtx', 'video/red', 'video/ulpfec'],
};
