/** MessagePack with hard limits, and the schema check that follows every decoding. */
import { Decoder, Encoder } from '@msgpack/msgpack';
import * as v from 'valibot';
import type { Bytes } from './bytes.ts';
import { MAX_FRAME_BYTES, MAX_ROOM_FRAME_BYTES } from './limits.ts';
import { failure, type Result, success } from './result.ts';

const encoder = new Encoder({ ignoreUndefined: true, initialBufferSize: 2048 });
const decoder = new Decoder({
  maxStrLength: MAX_ROOM_FRAME_BYTES,
  maxBinLength: MAX_ROOM_FRAME_BYTES,
  maxArrayLength: 1024,
  maxMapLength: 64,
  maxExtLength: 0,
});

/** The MessagePack form of a plain value. Fields that are `undefined` are left out. */
export function encodeValue(value: unknown): Bytes {
  return encoder.encode(value) as Bytes;
}

/**
 * Decodes one value of at most `most` bytes and checks it; any violation, trailing bytes included, is `malformed`. Never
 * throws.
 */
export function decodeValue<const Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Uint8Array,
  most = MAX_FRAME_BYTES,
): Result<v.InferOutput<Schema>, 'malformed'> {
  if (bytes.length > most) return failure('malformed');
  try {
    const checked = v.safeParse(schema, decoder.decode(bytes), { abortEarly: true });
    return checked.success ? success(checked.output) : failure('malformed');
  } catch {
    return failure('malformed');
  }
}

/** Schema of a byte string of exactly `length` bytes. The value is a copy that owns its buffer. */
export function bytesSchema(length: number) {
  return v.pipe(
    v.instance(Uint8Array),
    v.check(bytes => bytes.length === length),
    v.transform(bytes => new Uint8Array(bytes) as Bytes),
  );
}

/** Schema of a byte string of one to `most` bytes. The value is a copy that owns its buffer. */
export function bytesUpToSchema(most: number) {
  return v.pipe(
    v.instance(Uint8Array),
    v.check(bytes => bytes.length > 0 && bytes.length <= most),
    v.transform(bytes => new Uint8Array(bytes) as Bytes),
  );
}

/** Schema of a whole number from 0 to 2^32 - 1. */
export const counterSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));

/** The last time that a `Date` can be (ECMA-262 §21.4.1.1): whoever writes a later one as a date fails. */
export const LATEST_TIME = 8_640_000_000_000_000;

/** Schema of a time: whole milliseconds since 1970. */
export const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LATEST_TIME));
