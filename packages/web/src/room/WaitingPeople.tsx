/** The lobby, as a host sees it: who waits, to be let in or turned away. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import type { KnockView } from '@sotto/core/room/roomView';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { admitAll } from './roomActions.ts';
import { knockToFirst, knockToHindrance, knockToName, whoCanBeLetIn, whoComesWithAll } from './roomWords.ts';

/** The list; nothing while nobody waits. */
export function WaitingPeople({ call }: { readonly call: LinkCallView }) {
  const { knocks } = call;
  if (knocks.length === 0) return null;
  const askable = whoCanBeLetIn(call);
  return (
    <div class="people-group people-waiting">
      <h3>{t('room.waitingTitle')}</h3>
      <p class="people-note">{t('room.waitingText')}</p>
      <ul>
        {knocks.map(knock => (
          <WaitingRow
            key={knock.seat}
            knock={knock}
            first={knockToFirst(knock, call)}
            canBeLetIn={askable.includes(knock)}
          />
        ))}
      </ul>
      {whoComesWithAll(call).length > 1 ? (
        <Button kind="accent" onClick={admitAll}>
          {t('room.admitAll')}
        </Button>
      ) : null}
    </div>
  );
}

interface WaitingRowProps {
  readonly knock: KnockView;
  /** Who says that this is their other device. */
  readonly first: string | undefined;
  readonly canBeLetIn: boolean;
}

function WaitingRow({ knock, first, canBeLetIn }: WaitingRowProps) {
  const { seat, standing } = knock;
  const name = knockToName(knock);
  const hindrance = standing === 'welcome' ? 'room.comingIn' : knockToHindrance(knock);
  return (
    <li class="people-row people-knock">
      <Avatar id={knock.name} name={knock.name} size="small" />
      <span class="people-words">
        <span class="people-name" dir="auto">
          {name}
        </span>
        {first === undefined ? null : (
          <span class="people-role">{t('room.otherDevice', { name: first })}</span>
        )}
        {canBeLetIn && standing !== 'expelled' ? null : <span class="people-role">{t(hindrance)}</span>}
      </span>
      <span class="people-decide">
        {standing === 'welcome' ? null : (
          <Button
            kind="quiet"
            aria-label={t('room.refuseNamed', { name })}
            onClick={() => void perform(commands => commands.refusePerson(seat))}
          >
            {t('room.refuse')}
          </Button>
        )}
        {canBeLetIn ? (
          <Button
            kind="accent"
            aria-label={t('room.admitNamed', { name })}
            onClick={() => void perform(commands => commands.admitPeople([seat]))}
          >
            {t('room.admit')}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
