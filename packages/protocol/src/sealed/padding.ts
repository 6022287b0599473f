/** Padding of what is sealed, so that sizes say little: 4 bytes of length, the content, zeros up to the next size. */
import type { Bytes } from '../bytes.ts';
import { BLOB_SIZES } from '../limits.ts';

/** Bytes that sealing adds around the padded content: nonce 12, AES-GCM tag 16. */
export const SEAL_OVERHEAD_BYTES = 28;
const LENGTH_BYTES = 4;

/**
 * Pads content so that, sealed, it has one of the sizes, those of a blob without any given; `undefined` when it is too
 * large.
 */
export function padContent(content: Uint8Array, sizes: readonly number[] = BLOB_SIZES): Bytes | undefined {
  const size = sizes.find(candidate => candidate >= sealedLength(content));
  return size === undefined ? undefined : padTo(content, size);
}

/** Pads content so that, sealed, its length is a whole multiple of `step`. */
export function padToStep(content: Uint8Array, step: number): Bytes {
  return padTo(content, Math.ceil(sealedLength(content) / step) * step);
}

function sealedLength(content: Uint8Array): number {
  return content.length + LENGTH_BYTES + SEAL_OVERHEAD_BYTES;
}

function padTo(content: Uint8Array, size: number): Bytes {
  const padded = new Uint8Array(size - SEAL_OVERHEAD_BYTES);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** The content of a padded plaintext; `undefined` when the length is impossible or a padding byte is not zero. */
export function unpadContent(padded: Uint8Array): Bytes | undefined {
  if (padded.length < LENGTH_BYTES) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (end > padded.length || padded.subarray(end).some(byte => byte !== 0)) return undefined;
  return padded.slice(LENGTH_BYTES, end);
}
