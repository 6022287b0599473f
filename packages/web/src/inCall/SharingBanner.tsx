/** Says that this person's screen is shared. */
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { CallBanner } from './CallBanner.tsx';
import { type OwnSide, toggleScreen } from './callActions.ts';

/** The line, with a way to stop; nothing while no screen is shared. */
export function SharingBanner({ call }: { readonly call: OwnSide }) {
  if (!call.mine.screen) return null;
  return (
    <CallBanner icon="screen" text={t('call.sharing')}>
      <Button kind="accent" onClick={() => toggleScreen(call)}>
        {t('call.stopSharing')}
      </Button>
    </CallBanner>
  );
}
