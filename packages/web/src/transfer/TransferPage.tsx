/** Moving a profile to another device, or one from there to here. */
import { t } from '../locale/locale.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { ExportForm } from './ExportForm.tsx';
import { ImportForm } from './ImportForm.tsx';

/** The page. */
export function TransferPage() {
  return (
    <section class="page">
      <PageHead title={t('transfer.title')} />
      <div class="page-body">
        <div class="card">
          <h2>{t('transfer.exportTitle')}</h2>
          <p>{t('transfer.exportText')}</p>
          <p class="note">{t('transfer.exportRests')}</p>
          <ExportForm label={t('transfer.export')} />
        </div>
        <div class="card">
          <h2>{t('transfer.importTitle')}</h2>
          <p>{t('transfer.importText')}</p>
          <ImportForm />
        </div>
      </div>
    </section>
  );
}
