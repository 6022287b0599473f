/** Hours of each day in which calls appear without a sound. */
import { t } from '../locale/locale.ts';
import { changeRinging, ringSettings } from '../ring/ringSettings.ts';
import { currentSilence, silenceToText } from '../ring/silenceWords.ts';
import { Icon } from '../ui/Icon.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TimeField } from '../ui/TimeField.tsx';

/** The switch; once it is on, from when to when, and where that stands now. */
export function SilentHoursChoice() {
  const { silentHours } = ringSettings.value;
  const silence = currentSilence();
  return (
    <div class="silent-hours">
      <Switch
        label={t('ring.silentHours')}
        text={t('ring.silentHoursText')}
        on={silentHours.on}
        onChange={on => changeRinging({ silentHours: { ...silentHours, on } })}
      />
      {silentHours.on ? (
        <>
          <div class="silent-times">
            <TimeField
              label={t('ring.silentFrom')}
              minutes={silentHours.from}
              onChange={from => changeRinging({ silentHours: { ...silentHours, from } })}
            />
            <TimeField
              label={t('ring.silentTo')}
              minutes={silentHours.to}
              onChange={to => changeRinging({ silentHours: { ...silentHours, to } })}
            />
          </div>
          <p class={silence === 'now' ? 'silent-state silent-now' : 'silent-state'} role="status">
            <Icon name={silence === 'now' ? 'bellOff' : 'bell'} class="icon-small" />
            {silenceToText(silence)}
          </p>
        </>
      ) : null}
    </div>
  );
}
