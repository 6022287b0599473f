/** Another window has the keys: the call can be joined there, or here after it has given them up. */
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

/** The card. */
export function ElsewhereCard() {
  return (
    <div class="card card-hero">
      <EmptyState level="h1" icon="windows" title={t('elsewhere.title')} text={t('join.elsewhereText')}>
        <div class="actions actions-stack">
          <Button kind="primary" onClick={() => void perform(commands => commands.useHere())}>
            {t('elsewhere.useHere')}
          </Button>
        </div>
      </EmptyState>
    </div>
  );
}
