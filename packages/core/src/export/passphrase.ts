/** Passphrases for export files: how strong one is at best, and a strong one for those who want none of their own. */
import type { Random } from '../port/random.ts';

/** `weak` ones are refused: whoever finds the file could try them all. */
export type PassphraseStrength = 'weak' | 'fair' | 'strong';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP_LENGTH = 4;
/** Bits from which a passphrase counts as fair and as strong, against Argon2id with 64 MiB. */
const FAIR_BITS = 45;
const STRONG_BITS = 70;

/** A rough upper bound from length and kinds of characters; repetitions count little. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/u].filter(kind => kind.test(passphrase)).length;
  const characters = [...passphrase];
  const varied = Math.min(characters.length, 2.5 * new Set(characters).size);
  const bits = varied * (kinds <= 1 ? 3 : 2.6 + 0.4 * kinds);
  if (bits >= STRONG_BITS) return 'strong';
  return bits >= FAIR_BITS ? 'fair' : 'weak';
}

/** A fresh passphrase of 100 random bits, in groups that can be copied by hand. */
export function suggestPassphrase(random: Random): string {
  const letters = [...random.bytes(GROUPS * GROUP_LENGTH)].map(byte => LETTERS[byte % LETTERS.length]);
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    letters.slice(index * GROUP_LENGTH, (index + 1) * GROUP_LENGTH).join(''),
  );
  return groups.join('-');
}
