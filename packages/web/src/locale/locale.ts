/**
 * The language on screen. `t('some.key')` reads it as a signal, so every screen follows a change at once. Only the
 * chosen language is loaded. Keys and placeholders are checked by the compiler against the English texts.
 */
import { signal } from '@preact/signals';
import type { texts as english } from './en/texts.ts';
import { countToForm, fillPlaceholders, type Language, preferencesToKind } from './message.ts';

/** Every key of the locale files. */
export type TextKey = keyof typeof english;
/** A complete set of texts. */
export type Texts = Readonly<Record<TextKey, string>>;
/** A key whose text has forms for one and for several. */
export type PluralKey = TextKey extends infer Key ? (Key extends `${infer Base}.one` ? Base : never) : never;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Values<Key extends TextKey> = Placeholders<(typeof english)[Key]>;
type ValueArguments<Key extends TextKey> = [Values<Key>] extends [never]
  ? []
  : [values: Readonly<Record<Values<Key>, string>>];

const current = signal<{ readonly language: Language; readonly texts: Texts } | undefined>(undefined);

/** The text for a key in the language on screen. */
export function t<Key extends TextKey>(key: Key, ...values: ValueArguments<Key>): string {
  const text = current.value?.texts[key] ?? key;
  return values[0] === undefined ? text : fillPlaceholders(text, values[0]);
}

/** The text for a count, with `{count}` written in the language's digits. */
export function plural(key: PluralKey, count: number): string {
  const form = countToForm(count, language());
  const text = current.value?.texts[`${key}.${form}`] ?? key;
  return fillPlaceholders(text, { count: new Intl.NumberFormat(language()).format(count) });
}

/** The language on screen. */
export function language(): Language {
  return current.value?.language ?? 'en';
}

/** The kind of that language which this person prefers, for dates, times and numbers. */
export function languageKind(): string {
  return preferencesToKind(navigator.languages, language());
}

/** Loads a language's texts and shows them. When they cannot be loaded the previous language stays. */
export async function showLanguage(wanted: Language): Promise<boolean> {
  if (current.peek()?.language === wanted) return true;
  try {
    const { texts } = wanted === 'fr' ? await import('./fr/texts.ts') : await import('./en/texts.ts');
    current.value = { language: wanted, texts };
    return true;
  } catch {
    return false;
  }
}
