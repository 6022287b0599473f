/** When an own link can be used: days, times of day, time zone. */
import { useSignal } from '@preact/signals';
import type { LinkView } from '@sotto/core/link/linkView';
import type { OpeningHours } from '@sotto/protocol/sealed/linkRecord';
import { useId } from 'preact/hooks';
import { languageKind, t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TimeField } from '../ui/TimeField.tsx';
import { dayToName } from '../words/openingHours.ts';
import { changeLink } from './changeLink.ts';
import { hoursToLine } from './linkWords.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

/** The switch and, while it is on, the form, which is stored by its button. */
export function OpeningHoursForm({ link }: { readonly link: LinkView }) {
  const draft = useSignal<OpeningHours | undefined>(link.hours);
  const turn = (on: boolean): void => {
    if (on) draft.value = link.hours ?? createHours();
    else {
      draft.value = undefined;
      if (link.hours !== undefined) void changeLink(link.linkId, { hours: null });
    }
  };
  return (
    <>
      <Switch
        label={t('link.hours')}
        text={link.hours === undefined ? t('link.hoursText') : hoursToLine(link.hours)}
        on={draft.value !== undefined}
        onChange={turn}
      />
      {draft.value === undefined ? null : (
        <HoursForm link={link} hours={draft.value} onChange={next => (draft.value = next)} />
      )}
    </>
  );
}

function createHours(): OpeningHours {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { zone, days: [1, 2, 3, 4, 5], from: 9 * 60, until: 18 * 60 };
}

interface HoursFormProps {
  readonly link: LinkView;
  readonly hours: OpeningHours;
  readonly onChange: (hours: OpeningHours) => void;
}

function HoursForm({ link, hours, onChange }: HoursFormProps) {
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    void changeLink(link.linkId, { hours });
  };
  const isSame = JSON.stringify(hours) === JSON.stringify(link.hours);
  return (
    <form class="hours-form" onSubmit={save}>
      <DayChoice hours={hours} onChange={onChange} />
      <div class="hours-times">
        <TimeField
          label={t('link.hoursFrom')}
          minutes={hours.from}
          onChange={from => onChange({ ...hours, from })}
        />
        <TimeField
          label={t('link.hoursUntil')}
          minutes={hours.until}
          onChange={until => onChange({ ...hours, until })}
        />
      </div>
      {hours.until <= hours.from ? <p class="note">{t('link.hoursNextDay')}</p> : null}
      <ZoneChoice zone={hours.zone} onChange={zone => onChange({ ...hours, zone })} />
      <Button type="submit" class="hours-save" disabled={isSame || hours.days.length === 0}>
        {t('link.save')}
      </Button>
    </form>
  );
}

function DayChoice({ hours, onChange }: Omit<HoursFormProps, 'link'>) {
  const { days } = hours;
  const toggle = (day: number): void => {
    const next = days.includes(day) ? days.filter(one => one !== day) : [...days, day].sort();
    onChange({ ...hours, days: next });
  };
  return (
    <fieldset class="hours-days">
      <legend>{t('link.hoursDays')}</legend>
      <div class="hours-days-row">
        {DAYS.map(day => (
          <label key={day} class="chip">
            <input
              type="checkbox"
              checked={days.includes(day)}
              aria-label={dayToName(day, 'long', languageKind())}
              onChange={() => toggle(day)}
            />
            <span aria-hidden="true">{dayToName(day, 'short', languageKind())}</span>
          </label>
        ))}
      </div>
      {days.length === 0 ? <p class="note note-error">{t('link.hoursNoDay')}</p> : null}
    </fieldset>
  );
}

function ZoneChoice({
  zone,
  onChange,
}: {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}) {
  const id = useId();
  const known = Intl.supportedValuesOf('timeZone');
  const zones = known.includes(zone) ? known : [zone, ...known];
  return (
    <div class="field">
      <label for={id}>{t('link.hoursZone')}</label>
      <select id={id} class="input" value={zone} onChange={event => onChange(event.currentTarget.value)}>
        {zones.map(one => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </div>
  );
}
