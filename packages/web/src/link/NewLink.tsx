/** The first thing in the list of calls: one press makes a call link, for video, and shows it. */
import { useSignal } from '@preact/signals';
import { t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { createLink } from './createLink.ts';

/** The row. */
export function NewLink() {
  const isBusy = useSignal(false);
  const create = async (): Promise<void> => {
    isBusy.value = true;
    await createLink();
    isBusy.value = false;
  };
  return (
    <button type="button" class="new-link" disabled={isBusy.value} onClick={() => void create()}>
      <span class="link-sign">
        <Icon name="link" />
      </span>
      <span class="link-name">{t('link.new')}</span>
      <span class="link-line">{t('link.newText')}</span>
    </button>
  );
}
