/** What there is to do while nobody else is here: give the link away. */
import type { LinkCallView } from '@sotto/core/linkCall/linkCallView';
import { t } from '../locale/locale.ts';
import { InviteOthers } from './InviteOthers.tsx';

/** The card. */
export function AloneCard({ call }: { readonly call: LinkCallView }) {
  return (
    <section class="alone">
      <h2>{t('room.alone')}</h2>
      <p>{t('room.aloneText')}</p>
      <InviteOthers link={call.link} />
    </section>
  );
}
