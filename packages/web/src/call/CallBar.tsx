/** A running call in one line, while the person reads or writes elsewhere in the app. */
import type { CallView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { contactIdToName } from '../words/contactName.ts';
import { CallClock } from './CallClock.tsx';
import { restoreCall } from './callScreenState.ts';

/** The bar: one button back to the call. */
export function CallBar({ call }: { readonly call: CallView }) {
  return (
    <button type="button" class="call-bar" onClick={restoreCall}>
      <Icon name={call.media === 'video' ? 'video' : 'phone'} class="icon-small" />
      <span class="call-bar-name">{t('call.bar', { name: contactIdToName(call.contactId) })}</span>
      <CallClock call={call} />
      <span class="call-bar-return">{t('call.return')}</span>
    </button>
  );
}
