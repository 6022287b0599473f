/** Hours of each day in which calls appear without a sound. */
import { useId } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { changeRinging, ringSettings } from '../ring/ringSettings.ts';
import { currentSilence, silenceToText } from '../ring/silenceWords.ts';
import { Icon } from '../ui/Icon.tsx';
import { Switch } from '../ui/Switch.tsx';

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
            <TimeField label={t('ring.silentFrom')} side="from" />
            <TimeField label={t('ring.silentTo')} side="to" />
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

/** One of the two times, written as the browser's language does. */
function TimeField({ label, side }: { readonly label: string; readonly side: 'from' | 'to' }) {
  const id = useId();
  const { silentHours } = ringSettings.value;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="time"
        required
        value={minutesToField(silentHours[side])}
        onChange={({ currentTarget }) => {
          const minutes = currentTarget.valueAsNumber / 60_000;
          // A field that was emptied shows what holds.
          if (Number.isInteger(minutes)) changeRinging({ silentHours: { ...silentHours, [side]: minutes } });
          else currentTarget.value = minutesToField(silentHours[side]);
        }}
      />
    </div>
  );
}

/** As `<input type="time">` holds it. */
function minutesToField(minutes: number): string {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
