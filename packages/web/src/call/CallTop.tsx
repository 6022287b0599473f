/** The upper edge of a call: a way back to the app, and whatever the stage adds. */
import type { ComponentChildren } from 'preact';
import { t } from '../locale/locale.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { minimiseCall } from './callScreenState.ts';

/** The edge. */
export function CallTop({ children }: { readonly children?: ComponentChildren }) {
  const label = t('call.minimise');
  return (
    <header class="call-top">
      <IconButton
        icon="down"
        label={label}
        tooltip={t('call.shortcut', { action: label, key: 'Esc' })}
        onClick={minimiseCall}
      />
      {children}
    </header>
  );
}
