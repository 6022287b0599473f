/** The generated look of a contact: a steady colour from its id and initials from its name. */

/** Number of avatar colours in `style/tokens.css`. */
export const AVATAR_COLOURS = 8;

/** Which colour an id has, 0 to {@link AVATAR_COLOURS} - 1; the same on every visit. */
export function idToColour(id: string): number {
  let sum = 7;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521;
  return sum % AVATAR_COLOURS;
}

/** One or two capitals from a name; empty when it holds no letter or digit. */
export function nameToInitials(name: string): string {
  const words = name.split(/\s+/u).flatMap(word => word.match(/[\p{L}\p{N}]/u) ?? []);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.join('').toLocaleUpperCase();
}
