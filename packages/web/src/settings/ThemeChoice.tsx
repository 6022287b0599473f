/** Light, dark, or as the system. */
import type { SettingsView } from '@sotto/core/client/view';
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';

type Theme = SettingsView['theme'];

const themes = [
  { theme: 'system', key: 'settings.themeSystem' },
  { theme: 'light', key: 'settings.themeLight' },
  { theme: 'dark', key: 'settings.themeDark' },
] as const satisfies readonly { readonly theme: Theme; readonly key: string }[];

interface ThemeChoiceProps {
  readonly theme: Theme;
  readonly onChoose: (theme: Theme) => void;
}

/** Three radio buttons that look like one control. */
export function ThemeChoice({ theme, onChoose }: ThemeChoiceProps) {
  const group = useId();
  return (
    <fieldset class="segments">
      <legend>{t('settings.theme')}</legend>
      <div class="segments-row">
        {themes.map(choice => (
          <label key={choice.theme} class="segment">
            <input
              type="radio"
              name={group}
              checked={choice.theme === theme}
              onChange={() => onChoose(choice.theme)}
            />
            <span>{t(choice.key)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
