/** Through whom calls go: the host's relay always or when needed, or servers of one's own (spec/relays.md). */
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { settings } from '../session.ts';
import { Switch } from '../ui/Switch.tsx';
import { IceServers } from './IceServers.tsx';

/** The two switches and the list behind the second one. */
export function RelaySettings() {
  return (
    <>
      <Switch
        label={t('settings.alwaysRelay')}
        text={`${t('settings.alwaysRelayOn')}\n${t('settings.alwaysRelayOff')}`}
        on={settings.value.alwaysRelay}
        onChange={on => void perform(commands => commands.changeSettings({ alwaysRelay: on }))}
      />
      <IceServers />
    </>
  );
}
