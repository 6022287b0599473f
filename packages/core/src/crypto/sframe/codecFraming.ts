/**
 * Which bytes of an encoded frame stay readable, so that RTP packetisation still works on a sealed frame
 * (spec/frames.md, "Codecs"). They are authenticated. A codec that is not listed cannot be sent at all; H.264 is not,
 * because its packetiser looks into every part of a frame.
 */
import type { Bytes } from '@sotto/protocol/bytes';

/** The codecs that can be sealed. */
export type FrameCodec = 'opus' | 'vp8' | 'vp9' | 'av1';

/** A frame before sealing. */
export interface PlainParts {
  /** Written in front of the sealed part and authenticated. */
  readonly clear: Bytes;
  readonly secret: Bytes;
}

/** A frame after sealing. */
export interface SealedParts {
  /** As the sender had it, to be authenticated. */
  readonly clear: Bytes;
  readonly sealed: Bytes;
  /** Whether the clear bytes belong to the frame (VP8, VP9) or were only put around it (AV1). */
  readonly isClearKept: boolean;
}

/** The codec of a MIME type as RTP has it, any case; `undefined` for one that cannot be sealed. */
export function mimeTypeToCodec(mimeType: string): FrameCodec | undefined {
  return CODECS.get(mimeType.toLowerCase());
}

/** How a plain frame is divided; `undefined` when it is shorter than its codec's clear bytes. */
export function plainToParts(codec: FrameCodec, isKey: boolean, frame: Bytes): PlainParts | undefined {
  if (codec === 'av1') return { clear: isKey ? AV1_KEY_HEAD : AV1_DELTA_HEAD, secret: frame };
  const clearBytes = clearBytesOf(codec, isKey);
  if (frame.length < clearBytes) return undefined;
  return { clear: frame.subarray(0, clearBytes), secret: frame.subarray(clearBytes) };
}

/** How a sealed frame is divided; `undefined` when it has not the form that {@link plainToParts} leads to. */
export function sealedToParts(codec: FrameCodec, isKey: boolean, frame: Bytes): SealedParts | undefined {
  if (codec === 'av1') return parseAv1(frame);
  const clearBytes = clearBytesOf(codec, isKey);
  if (frame.length < clearBytes) return undefined;
  return { clear: frame.subarray(0, clearBytes), sealed: frame.subarray(clearBytes), isClearKept: true };
}

/** `audio/red` carries Opus several times over; sealed as one frame. */
const CODECS: ReadonlyMap<string, FrameCodec> = new Map([
  ['audio/opus', 'opus'],
  ['audio/red', 'opus'],
  ['video/vp8', 'vp8'],
  ['video/vp9', 'vp9'],
  ['video/av1', 'av1'],
]);

/** VP8: the frame tag's first byte; a key frame's tag, start code and size (RFC 6386 §9.1). VP9: its first byte. */
function clearBytesOf(codec: FrameCodec, isKey: boolean): number {
  if (codec === 'opus') return 0;
  return codec === 'vp8' && isKey ? 10 : 1;
}

// AV1 (specification §5.3, §5.9.2): an empty sequence header OBU (key frames) and a frame OBU without size whose first
// payload byte says key or inter frame. The packetiser needs no more, and never looks behind that byte.
const OBU_SEQUENCE_HEADER = 1;
const OBU_TEMPORAL_DELIMITER = 2;
const OBU_FRAME = 6;
const AV1_KEY_MARK = 0x10;
const AV1_DELTA_MARK = 0x20;
const AV1_KEY_HEAD = new Uint8Array([0x0a, 0x01, 0x00, 0x30, AV1_KEY_MARK]);
const AV1_DELTA_HEAD = new Uint8Array([0x30, AV1_DELTA_MARK]);

/** Depacketisation adds sizes to the OBUs and may add a temporal delimiter, so the head is recognised, not compared. */
function parseAv1(frame: Bytes): SealedParts | undefined {
  for (let offset = 0; offset < frame.length; ) {
    const obu = parseObu(frame, offset);
    if (obu === undefined) return undefined;
    if (obu.type === OBU_FRAME) return obu.end === frame.length ? parseAv1Frame(obu.payload) : undefined;
    if (obu.type !== OBU_SEQUENCE_HEADER && obu.type !== OBU_TEMPORAL_DELIMITER) return undefined;
    offset = obu.end;
  }
  return undefined;
}

function parseAv1Frame(payload: Bytes): SealedParts | undefined {
  const sealed = payload.subarray(1);
  if (payload[0] === AV1_KEY_MARK) return { clear: AV1_KEY_HEAD, sealed, isClearKept: false };
  if (payload[0] === AV1_DELTA_MARK) return { clear: AV1_DELTA_HEAD, sealed, isClearKept: false };
  return undefined;
}

function parseObu(
  frame: Bytes,
  start: number,
): { readonly type: number; readonly payload: Bytes; readonly end: number } | undefined {
  const header = frame[start] ?? 0;
  // The forbidden bit, an extension or the reserved bit: never written by this side.
  if ((header & 0b1000_0101) !== 0) return undefined;
  const type = (header >> 3) & 0x0f;
  if ((header & 0b10) === 0) return { type, payload: frame.subarray(start + 1), end: frame.length };
  const size = readLeb128(frame, start + 1);
  if (size === undefined || size.end + size.value > frame.length) return undefined;
  const end = size.end + size.value;
  return { type, payload: frame.subarray(size.end, end), end };
}

/** A size in at most 4 groups of 7 bits: 256 MiB, more than any frame. */
function readLeb128(
  frame: Bytes,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 4; index++) {
    const byte = frame[start + index];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
