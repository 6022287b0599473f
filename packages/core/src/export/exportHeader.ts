/** The first bytes of an export file (spec/export.md, "Header"): how its key is made from the passphrase. */
import { type Bytes, concatBytes, isSameBytes, textToBytes } from '@sotto/protocol/bytes';
import { failure, type Result, success } from '@sotto/protocol/result';

/** What making the key from the passphrase costs (Argon2id, RFC 9106), and its salt. */
export interface KeyCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly salt: Bytes;
}

/** The header's content. */
export interface ExportHeader extends KeyCost {
  /** Tells a wrong passphrase from a damaged file. */
  readonly check: Bytes;
}

/** Why these are not the first bytes of a file that can be read. */
export type HeaderProblem = 'notAnExport' | 'newerExport';

const MAGIC = textToBytes('sotto profile\n');
/** 2: with the identity at call links, the links and the calls behind them. */
const VERSION = 2;
/** Bytes of the salt and of the check. */
export const SALT_BYTES = 16;
/** Length of a whole header. */
export const HEADER_BYTES = MAGIC.length + 1 + 4 + 1 + 2 * SALT_BYTES;
/** A file must not be able to ask for more than a device can give. */
const MOST_MEMORY = 1_048_576;
const MOST_PASSES = 16;

/** Writes a header. */
export function encodeHeader({ memory, passes, salt, check }: ExportHeader): Bytes {
  const numbers = new DataView(new ArrayBuffer(6));
  numbers.setUint8(0, VERSION);
  numbers.setUint32(1, memory);
  numbers.setUint8(5, passes);
  return concatBytes(MAGIC, new Uint8Array(numbers.buffer), salt, check);
}

/** Reads a header, also that of a file cut short. */
export function decodeHeader(bytes: Bytes): Result<ExportHeader, HeaderProblem> {
  if (!isSameBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return failure('notAnExport');
  const version = bytes[MAGIC.length] ?? 0;
  if (version > VERSION) return failure('newerExport');
  if (version < 1 || bytes.length < HEADER_BYTES) return failure('notAnExport');
  const numbers = new DataView(bytes.buffer, bytes.byteOffset + MAGIC.length + 1);
  const memory = numbers.getUint32(0);
  const passes = numbers.getUint8(4);
  const isFair = memory >= 8 && memory <= MOST_MEMORY && passes >= 1 && passes <= MOST_PASSES;
  const start = HEADER_BYTES - 2 * SALT_BYTES;
  const salt = bytes.slice(start, start + SALT_BYTES);
  const check = bytes.slice(start + SALT_BYTES, HEADER_BYTES);
  return isFair ? success({ memory, passes, salt, check }) : failure('notAnExport');
}
