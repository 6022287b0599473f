/** Whom the host of a link has named co-host or banned. */
import type { LinkPersonView, LinkView } from '@sotto/core/link/linkView';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';

/** One card for each list that is not empty. */
export function LinkPeople({ link }: { readonly link: LinkView }) {
  const { linkId, bans, coHosts } = link;
  const unban = async (person: LinkPersonView): Promise<void> => {
    const isDone = await perform(commands => commands.unbanFromLink(linkId, person.id));
    if (isDone) showToast(t('link.unbanned', { name: personToName(person) }), 'done');
  };
  return (
    <>
      {coHosts.length === 0 ? null : (
        <div class="card">
          <h2>{t('link.coHosts')}</h2>
          <p class="note">{t('link.coHostsText')}</p>
          <People
            people={coHosts}
            action={t('link.coHostsEnd')}
            onAct={({ id }) => void perform(commands => commands.setCoHost(linkId, id, false))}
          />
        </div>
      )}
      {bans.length === 0 ? null : (
        <div class="card">
          <h2>{t('link.bans')}</h2>
          <People people={bans} action={t('link.unban')} onAct={person => void unban(person)} />
        </div>
      )}
    </>
  );
}

interface PeopleProps {
  readonly people: readonly LinkPersonView[];
  readonly action: string;
  readonly onAct: (person: LinkPersonView) => void;
}

function People({ people, action, onAct }: PeopleProps) {
  return (
    <ul class="link-people">
      {people.map(person => (
        <li key={person.id} class="link-person">
          <Avatar id={person.id} name={person.name} size="small" />
          <bdi>{personToName(person)}</bdi>
          <Button
            kind="quiet"
            aria-label={`${action}, ${personToName(person)}`}
            onClick={() => onAct(person)}
          >
            {action}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function personToName({ name }: LinkPersonView): string {
  return name.trim() === '' ? t('link.unnamedPerson') : name;
}
