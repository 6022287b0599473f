/** How many people an own link lets into its call at the same time, as far as the server allows. */
import type { LinkView } from '@sotto/core/link/linkView';
import { useId } from 'preact/hooks';
import { plural, t } from '../locale/locale.ts';
import { mostPeople } from '../session.ts';
import { changeLink } from './changeLink.ts';
import { peopleToOffer } from './linkWords.ts';

/** The choice; it holds at once, and sends nobody away who is inside. */
export function PeopleLimit({ link }: { readonly link: LinkView }) {
  const id = useId();
  const { people } = link.terms;
  return (
    <div class="field">
      <label for={id}>{t('link.mostPeople')}</label>
      <select
        id={id}
        class="input"
        value={people}
        aria-describedby={`${id}-note`}
        onChange={event =>
          void changeLink(link.linkId, { terms: { people: Number(event.currentTarget.value) } })
        }
      >
        {peopleToOffer(people, mostPeople.value).map(offered => (
          <option key={offered} value={offered}>
            {plural('link.mostPeopleOption', offered)}
          </option>
        ))}
      </select>
      <p id={`${id}-note`} class="note">
        {t('link.mostPeopleHint')}
      </p>
    </div>
  );
}
