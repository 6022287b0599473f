/** Looks for anything that two sets of values have in common: an id, a key, or a piece of one. */

/** A value of a table or a message. */
export type Value = Uint8Array | string;

/** Long enough that two random values do not share as many bytes by chance. */
const LEAST_BYTES = 8;

/** Pieces of eight bytes that occur on both sides, as hex. Texts count as their bytes, ids as those they stand for, too. */
export function findCommonBytes(one: readonly Value[], other: readonly Value[]): readonly string[] {
  const pieces = new Set(one.flatMap(valueToPieces));
  return [...new Set(other.flatMap(valueToPieces))].filter(piece => pieces.has(piece));
}

/** All texts and byte strings inside a message, but for the words that the protocol fixes. */
export function messageToValues(message: unknown): readonly Value[] {
  if (typeof message === 'string') return isWord(message) ? [] : [message];
  if (message instanceof Uint8Array) return [message];
  return typeof message === 'object' && message !== null
    ? Object.values(message).flatMap(messageToValues)
    : [];
}

/** Names of messages and reasons: letters only, and shorter than an id. */
function isWord(text: string): boolean {
  return /^[A-Za-z]{1,20}$/.test(text);
}

function valueToPieces(value: Value): readonly string[] {
  if (typeof value !== 'string') return bytesToPieces(value);
  return [Buffer.from(value), Buffer.from(value, 'base64url')].flatMap(bytesToPieces);
}

function bytesToPieces(bytes: Uint8Array): readonly string[] {
  const hex = bytes.toHex();
  const count = Math.max(0, bytes.length - LEAST_BYTES + 1);
  return Array.from({ length: count }, (_, at) => hex.slice(2 * at, 2 * (at + LEAST_BYTES)));
}
