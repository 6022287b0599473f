/**
 * Names that people give themselves, their links and others. Whatever comes from somebody else passes here when it is decoded:
 * a name must not be invisible, turn the words around it, or cover what stands above and below.
 */
import * as v from 'valibot';
import { MAX_NAME_LENGTH } from './limits.ts';

/**
 * A name in one line, without characters that show nothing or change the direction of the text, and with at most five marks on
 * one letter; empty when nothing of it would be seen. Joiners stay: emoji and several scripts need them.
 */
export function toPlainName(text: string): string {
  const plain = text
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/(\p{M}{5})\p{M}+/gu, '$1')
    .trim();
  return SEEN.test(plain) ? plain : '';
}

/** Schema of a name from somebody else; may be empty. */
export const nameSchema = v.pipe(v.string(), v.maxLength(MAX_NAME_LENGTH), v.transform(toPlainName));

/** Controls, halves of characters, soft hyphens, direction marks, zero-width spaces, invisible operators, annotations. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Anything but spaces, marks, joiners and the letters that are blank. */
const SEEN = /[^\s\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;
