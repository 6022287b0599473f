/**
 * Redundant sound (RFC 2198; spec/quality.md, "Redundancy"): a packet that carries the sound before it once more.
 * Browsers cannot switch this on and off within a call, so it is agreed upon from the start, and the media worker
 * decides frame by frame, before sealing, how many copies really leave. Pure but for the memory of what was sent.
 */
import type { Bytes } from '@sotto/protocol/bytes';

/** The copies of one stream. */
export interface Redundancy {
  /**
   * The payload to send in the place of `payload`, which is in the form of RFC 2198; unchanged when it is not.
   * @param timestamp - RTP timestamp of the frame.
   * @param copies - how many earlier frames to repeat, at most {@link MOST_COPIES}.
   */
  repeat(payload: Bytes, timestamp: number, copies: number): Bytes;
}

/** More do not help: what is lost three times in a row is asked for again. */
export const MOST_COPIES = 2;

/** One earlier frame. */
interface Block {
  readonly type: number;
  readonly timestamp: number;
  readonly data: Bytes;
}

/** RFC 2198 §3: 14 bits of timestamp, 10 of length. */
const FARTHEST = 2 ** 14;
const LONGEST = 2 ** 10;
const HEADER_BYTES = 4;
/** With everything around it, a packet must not be cut on its way. */
const LARGEST_PAYLOAD = 1000;

/** A stream that has sent nothing. */
export function createRedundancy(): Redundancy {
  let earlier: readonly Block[] = [];
  return {
    repeat: (payload, timestamp, copies) => {
      const main = findMain(payload);
      if (main === undefined) return payload;
      const usable = earlier.slice(0, copies).filter(block => canRepeat(block, timestamp));
      earlier = [{ ...main, timestamp }, ...earlier].slice(0, MOST_COPIES);
      return writeBlocks(main, usable.toReversed(), timestamp);
    },
  };
}

function canRepeat({ timestamp: then, data }: Block, now: number): boolean {
  const distance = toDistance(then, now);
  return distance > 0 && distance < FARTHEST && data.length > 0 && data.length < LONGEST;
}

/** RTP timestamps go round. */
function toDistance(then: number, now: number): number {
  return (now - then) >>> 0;
}

/** The frame itself, without the copies that the browser put in front of it; undefined when this is no such payload. */
function findMain(payload: Bytes): { readonly type: number; readonly data: Bytes } | undefined {
  let header = 0;
  let copied = 0;
  for (;;) {
    const first = payload[header];
    if (first === undefined) return undefined;
    if ((first & 0x80) === 0) {
      const data = payload.subarray(header + 1 + copied);
      return header + 1 + copied > payload.length ? undefined : { type: first, data };
    }
    const [high, low] = [payload[header + 2], payload[header + 3]];
    if (high === undefined || low === undefined) return undefined;
    copied += ((high & 0x03) << 8) | low;
    header += HEADER_BYTES;
  }
}

/** Oldest first, the frame itself last. */
function writeBlocks(
  main: { readonly type: number; readonly data: Bytes },
  copies: readonly Block[],
  timestamp: number,
): Bytes {
  const size = 1 + main.data.length + copies.reduce((sum, { data }) => sum + HEADER_BYTES + data.length, 0);
  if (size > LARGEST_PAYLOAD && copies.length > 0) return writeBlocks(main, copies.slice(1), timestamp);
  const payload = new Uint8Array(size);
  const blocks = [...copies, main];
  let offset = 0;
  for (const { type, timestamp: then, data } of copies) {
    const distance = toDistance(then, timestamp);
    payload.set([0x80 | type, distance >> 6, ((distance & 0x3f) << 2) | (data.length >> 8)], offset);
    payload[offset + 3] = data.length & 0xff;
    offset += HEADER_BYTES;
  }
  payload[offset++] = main.type;
  for (const { data } of blocks) {
    payload.set(data, offset);
    offset += data.length;
  }
  return payload;
}
