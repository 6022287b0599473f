/** The head of a page in the right pane: a way back and a title. */
import { t } from '../locale/locale.ts';
import { goBack } from '../navigation.ts';
import { IconButton } from './IconButton.tsx';

/** The head. */
export function PageHead({ title }: { readonly title: string }) {
  return (
    <header class="pane-head">
      <IconButton icon="back" label={t('app.back')} onClick={goBack} />
      <h1>{title}</h1>
    </header>
  );
}
