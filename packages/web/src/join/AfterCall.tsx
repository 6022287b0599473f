/** After a call that was joined without a profile: how it ended, again, or Sotto to keep. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { replaceWith } from '../navigation.ts';
import { perform } from '../problem.ts';
import { join, phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { type Ending, endingLooks } from './joinWords.ts';
import { LeaveButton } from './LeaveButton.tsx';

interface AfterCallProps {
  readonly ending: Ending;
  readonly onAgain: () => void;
}

/** The card. */
export function AfterCall({ ending, onAgain }: AfterCallProps) {
  const name = join.value?.ownName ?? '';
  const { icon, title, next, canRetry } = endingLooks[ending];
  return (
    <div class="card card-hero">
      <EmptyState level="h1" icon={icon} title={t(title)} text={t(next)}>
        {canRetry ? (
          <div class="actions actions-stack">
            <Button kind="primary" onClick={onAgain}>
              {t(ending === 'removed' ? 'room.askAgain' : 'join.again')}
            </Button>
          </div>
        ) : null}
      </EmptyState>
      {phase.value === 'firstRun' ? <KeepSotto name={name} /> : <LeaveButton />}
    </div>
  );
}

/** What was a visit becomes a profile, with the name of the visit. */
function KeepSotto({ name }: { readonly name: string }) {
  const isBusy = useSignal(false);
  const keep = async (): Promise<void> => {
    isBusy.value = true;
    if (await perform(commands => commands.setName(name))) replaceWith({ page: 'calls' });
    isBusy.value = false;
  };
  return (
    <section class="keep">
      <h2>{t('join.keepTitle')}</h2>
      <p class="soft">{t('join.keepText')}</p>
      <Button disabled={isBusy.value} onClick={() => void keep()}>
        {t('join.keep')}
      </Button>
    </section>
  );
}
