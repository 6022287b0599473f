/**
 * The safety number of two contacts (spec/contact.md, "Safety number"): 60 digits from both signature keys, the same
 * on both devices whoever computes it. Each half costs thousands of hashes, so that a key with a matching half is
 * out of reach of a search.
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { type Bytes, concatBytes, textToBytes } from '@sotto/protocol/bytes';

/** The 60 digits, in 12 groups of 5 with spaces between. Takes about 30 ms. */
export function keysToSafetyNumber(first: Bytes, second: Bytes): string {
  const halves = [keyToGroups(first), keyToGroups(second)].sort();
  return halves.join(' ');
}

const ITERATIONS = 5200;
const GROUPS_PER_KEY = 6;
const BYTES_PER_GROUP = 5;
const GROUP_MODULUS = 100_000n;

function keyToGroups(key: Bytes): string {
  let hash: Uint8Array = concatBytes(textToBytes('sotto safety number v1'), key);
  for (let round = 0; round < ITERATIONS; round++) hash = sha512(concatBytes(hash, key));
  return digestToGroups(hash, GROUPS_PER_KEY);
}

/** Groups of five digits from the head of a digest: 40 bits per group, so that the bias stays below 10^-7. */
export function digestToGroups(digest: Uint8Array, groups: number): string {
  return Array.from({ length: groups }, (_, index) => {
    const start = index * BYTES_PER_GROUP;
    const value = BigInt(`0x${digest.slice(start, start + BYTES_PER_GROUP).toHex()}`);
    return String(value % GROUP_MODULUS).padStart(5, '0');
  }).join(' ');
}
