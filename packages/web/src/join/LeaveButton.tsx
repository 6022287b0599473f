/** Away from the join page: back to where one came from, or to Sotto itself. */
import { t } from '../locale/locale.ts';
import { goBack, replaceWith } from '../navigation.ts';
import { phase } from '../session.ts';
import { Button } from '../ui/Button.tsx';

/** The button. Without a profile there is nothing to go back to, but something to see. */
export function LeaveButton() {
  if (phase.value === 'ready')
    return (
      <Button kind="quiet" onClick={goBack}>
        {t('join.cancel')}
      </Button>
    );
  return (
    <Button kind="quiet" onClick={() => replaceWith({ page: 'home' })}>
      {t('join.toSotto')}
    </Button>
  );
}
