/** HKDF (RFC 5869) through WebCrypto. */
import type { Bytes } from '@sotto/protocol/bytes';

/** The hashes HKDF is used with here. */
export type HkdfHash = 'SHA-256' | 'SHA-512';

/** Extract and expand: `length` bytes bound to `info`. An empty salt stands for zeros (RFC 5869 §2.2). */
export async function hkdf(
  secret: Bytes,
  salt: Bytes,
  info: Bytes,
  length: number,
  hash: HkdfHash = 'SHA-256',
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash, salt, info }, key, length * 8));
}
