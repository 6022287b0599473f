/** At the first run: the way in for those who bring a profile along. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ImportForm } from './ImportForm.tsx';

/** The button and its dialog. */
export function ImportOffer() {
  const isOpen = useSignal(false);
  return (
    <div class="import-offer">
      <Button kind="quiet" icon="devices" onClick={() => (isOpen.value = true)}>
        {t('transfer.offer')}
      </Button>
      {isOpen.value ? (
        <Dialog title={t('transfer.importTitle')} onClose={() => (isOpen.value = false)}>
          <p class="soft">{t('transfer.importText')}</p>
          <ImportForm />
        </Dialog>
      ) : null}
    </div>
  );
}
