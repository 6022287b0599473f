/** The phases in which there is nothing but one thing to say. */
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Mark } from '../ui/Mark.tsx';

/** The store is being read. */
export function LoadingPhase() {
  return (
    <main class="hero" aria-busy="true">
      <Mark class="mark-breathing" />
      <h1 class="visually-hidden">{t('app.loading')}</h1>
    </main>
  );
}

/** Another window owns the keys. */
export function ElsewherePhase() {
  return (
    <main class="hero">
      <div class="card card-hero">
        <EmptyState level="h1" icon="windows" title={t('elsewhere.title')} text={t('elsewhere.text')}>
          <Button
            kind="primary"
            class="card-action"
            onClick={() => void perform(commands => commands.useHere())}
          >
            {t('elsewhere.useHere')}
          </Button>
        </EmptyState>
      </div>
    </main>
  );
}

/** The store cannot be used. */
export function BrokenPhase() {
  return <ReloadPhase icon="disk" title={t('broken.title')} text={t('broken.text')} />;
}

/** Code of the app did not arrive. */
export function LoadFailedPhase() {
  return <ReloadPhase icon="cloudOff" title={t('loadFailed.title')} text={t('loadFailed.text')} />;
}

interface ReloadPhaseProps {
  readonly icon: 'disk' | 'cloudOff';
  readonly title: string;
  readonly text: string;
}

function ReloadPhase({ icon, title, text }: ReloadPhaseProps) {
  return (
    <main class="hero">
      <div class="card card-hero">
        <EmptyState level="h1" icon={icon} title={title} text={text}>
          <Button kind="primary" class="card-action" onClick={() => location.reload()}>
            {t('app.reload')}
          </Button>
        </EmptyState>
      </div>
    </main>
  );
}
