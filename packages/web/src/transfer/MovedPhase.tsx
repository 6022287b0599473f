/** The profile has left for another device: its file can be saved here, or the person goes on here after all. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ExportForm } from './ExportForm.tsx';
import { exportedFile, saveFile } from './exportedFile.ts';

/** The phase. */
export function MovedPhase() {
  const asks = useSignal<'goOn' | 'erase' | undefined>(undefined);
  const close = () => (asks.value = undefined);
  return (
    <main class="hero">
      <div class="card transfer-moved">
        <h1>{t('moved.title')}</h1>
        <p>{t('moved.text')}</p>
        <FileActions />
        <div class="transfer-choices">
          <h2>{t('moved.otherwise')}</h2>
          <p>{t('moved.goOnHint')}</p>
          <Button onClick={() => (asks.value = 'goOn')}>{t('moved.goOn')}</Button>
          <p>{t('moved.eraseHint')}</p>
          <Button onClick={() => (asks.value = 'erase')}>{t('moved.erase')}</Button>
        </div>
      </div>
      {asks.value === 'goOn' ? (
        <ConfirmDialog
          title={t('moved.goOnTitle')}
          text={t('moved.goOnText')}
          confirm={t('moved.goOn')}
          onConfirm={() => void perform(commands => commands.goOnHere())}
          onClose={close}
        />
      ) : null}
      {asks.value === 'erase' ? (
        <ConfirmDialog
          title={t('moved.eraseTitle')}
          text={t('moved.eraseText')}
          confirm={t('moved.erase')}
          onConfirm={() => void perform(commands => commands.eraseProfile())}
          onClose={close}
        />
      ) : null}
    </main>
  );
}

function FileActions() {
  const file = exportedFile.value;
  if (file === undefined) return <ExportForm label={t('moved.again')} />;
  return (
    <Button kind="primary" icon="download" onClick={() => saveFile(file)}>
      {t('moved.save')}
    </Button>
  );
}
