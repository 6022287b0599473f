/**
 * Sealing and opening one frame (RFC 9605 §4.4.3–4.4.4): `header ‖ ciphertext ‖ tag`. The metadata is authenticated
 * together with the header and travels elsewhere.
 */
import { type Bytes, concatBytes } from '@sotto/protocol/bytes';
import type { FrameHeader } from './header.ts';
import { encodeFrameHeader } from './header.ts';
import { FRAME_NONCE_BYTES, type FrameKeyMaterial } from './keys.ts';

/** A sealed frame in two pieces, so that the caller can join them with what stays clear in one copy. */
export interface SealedFrame {
  readonly header: Bytes;
  /** Ciphertext and tag. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Bytes that every sealed frame has beyond its header and plaintext. */
export const FRAME_TAG_BYTES = 16;

/** Seals under a counter that was never used with this key and never will be again: the caller's duty. */
export async function sealFrame(
  key: FrameKeyMaterial,
  counter: bigint,
  metadata: Bytes,
  plaintext: Bytes,
): Promise<SealedFrame> {
  const header = encodeFrameHeader(key.kid, counter);
  const nonce = counterToNonce(key.salt, counter);
  const body = await key.cipher.seal(nonce, concatBytes(header, metadata), plaintext);
  return { header, body: new Uint8Array(body) };
}

/** The plaintext of a frame whose header was decoded and names this key; `undefined` when it is not authentic. */
export async function openFrame(
  key: FrameKeyMaterial,
  header: FrameHeader,
  metadata: Bytes,
  frame: Bytes,
): Promise<Bytes | undefined> {
  const associated = concatBytes(frame.subarray(0, header.length), metadata);
  const nonce = counterToNonce(key.salt, header.counter);
  try {
    return new Uint8Array(await key.cipher.open(nonce, associated, frame.subarray(header.length)));
  } catch {
    return undefined;
  }
}

function counterToNonce(salt: Bytes, counter: bigint): Bytes {
  const nonce = new Uint8Array(salt);
  const view = new DataView(nonce.buffer);
  const tail = FRAME_NONCE_BYTES - 8;
  view.setBigUint64(tail, view.getBigUint64(tail) ^ counter);
  return nonce;
}
