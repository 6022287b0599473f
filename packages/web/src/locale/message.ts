/** Pure handling of texts: which language to speak, placeholders, plural forms. No state; see `locale.ts`. */

/** Languages with a complete folder of texts. */
export const LANGUAGES = ['en', 'fr'] as const;
/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** The first language of a preference list (BCP 47 tags, as `navigator.languages`) that has texts; else English. */
export function preferencesToLanguage(preferences: readonly string[]): Language {
  for (const preference of preferences) {
    const primary = preference.toLowerCase().split('-')[0];
    const language = LANGUAGES.find(candidate => candidate === primary);
    if (language !== undefined) return language;
  }
  return 'en';
}

/**
 * The kind of a language that is preferred (BCP 47), such as `en-GB`: its dates and times are not those of `en`. The
 * language itself when none is.
 */
export function preferencesToKind(preferences: readonly string[], language: Language): string {
  return preferences.find(preference => preference.toLowerCase().split('-')[0] === language) ?? language;
}

/** Puts values in the place of `{name}` placeholders; an unknown placeholder stays as it is. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? placeholder) : placeholder,
  );
}

/** The suffix of the text for a count: `one` or `other` (categories that no language here needs become `other`). */
export function countToForm(count: number, language: Language): 'one' | 'other' {
  return new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
}
