/**
 * Theme, language and title follow the settings. The last choice is remembered beside the store, so that the first
 * paint of the next visit is right before the store has been read.
 */
import { effect } from '@preact/signals';
import type { SettingsView } from '@sotto/core/client/view';
import { callToStageKey } from './call/callWords.ts';
import { APPEARANCE_KEY } from './firstVisit.ts';
import { hasBegun } from './join/callStart.ts';
import { language, showLanguage, t } from './locale/locale.ts';
import { LANGUAGES, type Language, preferencesToLanguage } from './locale/message.ts';
import { call, contacts, phase, settings } from './session.ts';

type Appearance = Pick<SettingsView, 'language' | 'theme'>;

/** Shows the remembered theme and language; resolves when there are texts to show. */
export async function showRememberedAppearance(): Promise<boolean> {
  const remembered = readRemembered();
  applyTheme(remembered.theme);
  return showLanguage(toLanguage(remembered.language));
}

/** Follows the settings from now on. */
export function followSettings(): void {
  effect(() => {
    // Without the store the view holds defaults, not this person's choice.
    if (phase.value !== 'ready' && phase.value !== 'firstRun') return;
    const { language: wanted, theme } = settings.value;
    applyTheme(theme);
    void showLanguage(toLanguage(wanted));
    remember({ language: wanted, theme });
  });
  effect(() => {
    document.documentElement.lang = language();
  });
  effect(() => {
    document.title = toTitle();
  });
}

/** What the tab says: a call that rings or has begun, else how much is unread. Never a name. */
function toTitle(): string {
  const ringing = call.value?.stage === 'incoming' ? call.value : undefined;
  if (ringing !== undefined) return `${t(callToStageKey(ringing))} – Sotto`;
  if (hasBegun.value) return `${t('join.begun')} – Sotto`;
  const unread = contacts.value.reduce((sum, contact) => sum + contact.unread, 0);
  return unread > 0 ? `(${unread}) Sotto` : 'Sotto';
}

function toLanguage(setting: SettingsView['language']): Language {
  return setting === 'system' ? preferencesToLanguage(navigator.languages) : setting;
}

function applyTheme(theme: SettingsView['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Storage can be forbidden; then the system's appearance is shown until the store has been read. */
function readRemembered(): Appearance {
  try {
    const [language, theme] = (localStorage.getItem(APPEARANCE_KEY) ?? '').split(' ');
    return {
      language: LANGUAGES.find(known => known === language) ?? 'system',
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    };
  } catch {
    return { language: 'system', theme: 'system' };
  }
}

function remember(appearance: Appearance): void {
  try {
    localStorage.setItem(APPEARANCE_KEY, `${appearance.language} ${appearance.theme}`);
  } catch {
    // Only the first paint of the next visit suffers.
  }
}
