/**
 * Which bytes are a public key of X-Wing to which something can be sealed (draft-connolly-cfrg-xwing-kem): an encapsulation key
 * of ML-KEM-768, then a public key of X25519. Trying it out says the same and takes some milliseconds a key.
 */

const ML_KEM_BYTES = 1184;
const KEY_BYTES = 1216;
/** Coefficients of 12 bits each, two in three bytes; a seed that may be anything follows them. */
const COEFFICIENT_BYTES = 1152;
/** ML-KEM's q. */
const MODULUS = 3329;
/** The prime of Curve25519 (RFC 7748 §4.1). */
const PRIME = 2n ** 255n - 19n;

/** The points whose secret with anybody is zero (https://cr.yp.to/ecdh.html#validate). Points are masked and reduced first. */
const SMALL_POINTS: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  PRIME - 1n,
  0x00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
]);

/** Whether the bytes are such a key: of its length, with what FIPS 203 §7.2 asks, and with a secret that is not zero. */
export function isXWingKey(key: Uint8Array): boolean {
  if (key.length !== KEY_BYTES) return false;
  return areCoefficientsReduced(key) && !SMALL_POINTS.has(toPoint(key.subarray(ML_KEM_BYTES)));
}

function areCoefficientsReduced(key: Uint8Array): boolean {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    const [low = 0, middle = 0, high = 0] = [key[at], key[at + 1], key[at + 2]];
    const [first, second] = [low | ((middle & 15) << 8), (middle >> 4) | (high << 4)];
    if (first >= MODULUS || second >= MODULUS) return false;
  }
  return true;
}

/** Little-endian, without its highest bit, modulo the prime (RFC 7748 §5). */
function toPoint(bytes: Uint8Array): bigint {
  return BigInt.asUintN(255, BigInt(`0x${bytes.toReversed().toHex()}`)) % PRIME;
}
