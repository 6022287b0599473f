/** How calls ring on this device, when they do not, and a test of it. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { canVibrate } from '../platform/ringVibration.ts';
import { changeRinging, ringSettings } from '../ring/ringSettings.ts';
import { Button } from '../ui/Button.tsx';
import { createLazyView } from '../ui/LazyView.tsx';
import { Switch } from '../ui/Switch.tsx';
import { RingChoice } from './RingChoice.tsx';
import { SilentHoursChoice } from './SilentHoursChoice.tsx';

const Test = createLazyView(() => import('./RingTest.tsx').then(test => test.RingTest));

/** The choices. They belong to this device. */
export function RingSettings() {
  return (
    <>
      <RingChoice />
      {canVibrate() ? (
        <Switch
          label={t('ring.vibrate')}
          text={t('ring.vibrateText')}
          on={ringSettings.value.vibrates}
          onChange={vibrates => changeRinging({ vibrates })}
        />
      ) : null}
      <SilentHoursChoice />
      <TestOffer />
    </>
  );
}

/** The test rings as soon as it is there. */
function TestOffer() {
  const isWanted = useSignal(false);
  return (
    <div class="ring-test">
      <h3>{t('ring.test')}</h3>
      <p class="note">{t('ring.testText')}</p>
      {isWanted.value ? (
        <Test.View />
      ) : (
        <Button
          class="card-action"
          icon="bell"
          onClick={() => {
            isWanted.value = true;
          }}
        >
          {t('ring.start')}
        </Button>
      )}
    </div>
  );
}
