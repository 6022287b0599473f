/** The SFrame header (RFC 9605 §4.3): key id and counter in as few bytes as possible, and no other way. */
import type { Bytes } from '@sotto/protocol/bytes';

/** A decoded header. */
export interface FrameHeader {
  readonly kid: bigint;
  readonly counter: bigint;
  /** Bytes that the header takes. */
  readonly length: number;
}

/** The header's bytes. Throws a `RangeError` for a key id or counter outside 64 bits. */
export function encodeFrameHeader(kid: bigint, counter: bigint): Bytes {
  const kidBytes = valueToLength(kid);
  const counterBytes = valueToLength(counter);
  const header = new Uint8Array(1 + kidBytes + counterBytes);
  header[0] = (valueToField(kid, kidBytes) << 4) | valueToField(counter, counterBytes);
  writeValue(header, 1, kid, kidBytes);
  writeValue(header, 1 + kidBytes, counter, counterBytes);
  return header;
}

/** The header at the start of a frame; `undefined` when it is cut off or longer than it needs to be. */
export function decodeFrameHeader(frame: Uint8Array): FrameHeader | undefined {
  const config = frame[0];
  if (config === undefined) return undefined;
  const kid = readValue(frame, 1, config >> 4);
  if (kid === undefined) return undefined;
  const counter = readValue(frame, kid.end, config & 0x0f);
  return counter === undefined ? undefined : { kid: kid.value, counter: counter.value, length: counter.end };
}

/** Set in a field of the config byte when the field holds a length (less one) instead of the value itself. */
const IS_LENGTH = 0x08;
const INLINE_LIMIT = 8n;
const MOST_VALUE = 0xffff_ffff_ffff_ffffn;

/** Bytes without leading zeros; none for a value that fits into the config byte. */
function valueToLength(value: bigint): number {
  if (value < 0n || value > MOST_VALUE) throw new RangeError('a header field has 64 bits');
  if (value < INLINE_LIMIT) return 0;
  let length = 1;
  for (let rest = value >> 8n; rest > 0n; rest >>= 8n) length++;
  return length;
}

function valueToField(value: bigint, length: number): number {
  return length === 0 ? Number(value) : IS_LENGTH | (length - 1);
}

function writeValue(header: Bytes, start: number, value: bigint, length: number): void {
  let rest = value;
  for (let index = start + length - 1; index >= start; index--) {
    header[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}

function readValue(
  frame: Uint8Array,
  start: number,
  field: number,
): { readonly value: bigint; readonly end: number } | undefined {
  if ((field & IS_LENGTH) === 0) return { value: BigInt(field), end: start };
  const end = start + (field & 0x07) + 1;
  if (end > frame.length || frame[start] === 0) return undefined;
  let value = 0n;
  for (let index = start; index < end; index++) value = (value << 8n) | BigInt(frame[index] ?? 0);
  return value < INLINE_LIMIT ? undefined : { value, end };
}
