/** For how long an own link can be used. */
import type { LinkView } from '@sotto/core/link/linkView';
import { useId } from 'preact/hooks';
import { plural, t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Switch.tsx';
import { changeLink } from './changeLink.ts';
import { dateToEnd, daysToOffer, endToDate, momentToDate } from './linkWords.ts';
import { OpeningHoursForm } from './OpeningHoursForm.tsx';

/** The form; each change is made at once. */
export function LinkValidity({ link }: { readonly link: LinkView }) {
  return (
    <>
      <DaysChoice link={link} />
      <Switch
        label={t('link.once')}
        text={t('link.onceText')}
        on={link.terms.once}
        onChange={once => void changeLink(link.linkId, { terms: { once } })}
      />
      <LastDay link={link} />
      <OpeningHoursForm link={link} />
    </>
  );
}

function DaysChoice({ link }: { readonly link: LinkView }) {
  const id = useId();
  const { days } = link.terms;
  return (
    <div class="field">
      <label for={id}>{t('link.days')}</label>
      <select
        id={id}
        class="input"
        value={days}
        onChange={event =>
          void changeLink(link.linkId, { terms: { days: Number(event.currentTarget.value) } })
        }
      >
        {daysToOffer(days).map(offered => (
          <option key={offered} value={offered}>
            {plural('link.daysOption', offered)}
          </option>
        ))}
      </select>
    </div>
  );
}

function LastDay({ link }: { readonly link: LinkView }) {
  const id = useId();
  const { ends } = link;
  const choose = (date: string): void => {
    const chosen = dateToEnd(date);
    if (chosen !== undefined && chosen > Date.now()) void changeLink(link.linkId, { ends: chosen });
  };
  return (
    <div class="field">
      <label for={id}>{t('link.ends')}</label>
      <div class="link-day">
        <input
          id={id}
          type="date"
          class="input"
          min={momentToDate(Date.now())}
          value={ends === undefined ? '' : endToDate(ends)}
          aria-describedby={`${id}-note`}
          onChange={event => choose(event.currentTarget.value)}
        />
        {ends === undefined ? null : (
          <Button kind="quiet" onClick={() => void changeLink(link.linkId, { ends: null })}>
            {t('link.endsClear')}
          </Button>
        )}
      </div>
      <p id={`${id}-note`} class="note">
        {t('link.endsHint')}
      </p>
    </div>
  );
}
