/** Records of an export as bytes: `length (4) ‖ MessagePack` each (spec/export.md, "Records"). */
import { Decoder, Encoder } from '@msgpack/msgpack';
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';

const encoder = new Encoder({ ignoreUndefined: true });
/** Far above any record, far below what would exhaust a device. */
const MOST_BYTES = 16_777_216;
const decoder = new Decoder({ maxExtLength: 0, maxBinLength: MOST_BYTES, maxStrLength: MOST_BYTES });

/** One record. */
export function encodeRecord(value: unknown): Bytes {
  const body = encoder.encode(value) as Bytes;
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, body.length);
  return concatBytes(new Uint8Array(length.buffer), body);
}

/** Finds records in a plaintext that comes in pieces. */
export interface RecordReader {
  /** Takes a piece; the records that are whole now. Undefined when it is not made of records. */
  push(piece: Bytes): readonly unknown[] | undefined;
  /** Whether nothing of a record is left over. */
  isDone(): boolean;
}

/** Begins a plaintext. */
export function createRecordReader(): RecordReader {
  let pending: Bytes = new Uint8Array();

  function takeAll(): readonly unknown[] | undefined {
    const records: unknown[] = [];
    let start = 0;
    while (pending.length - start >= 4) {
      const length = new DataView(pending.buffer, pending.byteOffset + start).getUint32(0);
      if (length > MOST_BYTES) return undefined;
      if (pending.length - start - 4 < length) break;
      records.push(decodeBody(pending.subarray(start + 4, start + 4 + length)));
      start += 4 + length;
    }
    pending = pending.slice(start);
    return records.includes(BROKEN) ? undefined : records;
  }

  return {
    push: piece => {
      pending = concatBytes(pending, piece);
      return takeAll();
    },
    isDone: () => pending.length === 0,
  };
}

const BROKEN = Symbol('broken');

function decodeBody(body: Bytes): unknown {
  try {
    return ownBytes(decoder.decode(body));
  } catch {
    return BROKEN;
  }
}

/** The decoder's byte strings look into its input: each gets a buffer of its own, as the rest of the client expects. */
function ownBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(ownBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ownBytes(part)]));
}
