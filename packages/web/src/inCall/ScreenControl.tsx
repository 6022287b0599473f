/** Shares a screen, or stops; key S. */
import { t } from '../locale/locale.ts';
import { CallControl } from './CallControl.tsx';
import { type OwnSide, toggleScreen } from './callActions.ts';

/** The button. */
export function ScreenControl({ call }: { readonly call: OwnSide }) {
  const label = t(call.mine.screen ? 'call.stopSharing' : 'call.share');
  return (
    <CallControl
      icon="screen"
      tone={call.mine.screen ? 'off' : 'glass'}
      label={label}
      caption={t(call.mine.screen ? 'call.stopCaption' : 'call.shareCaption')}
      tooltip={t('call.shortcut', { action: label, key: 'S' })}
      onPress={() => toggleScreen(call)}
    />
  );
}
