/** A second incoming call while one has the screen: it can be ignored or rejected without leaving the first. */
import type { CallView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { contacts } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { contactIdToName } from '../words/contactName.ts';

/** The card. */
export function WaitingCall({ call }: { readonly call: CallView }) {
  const name = contacts.value.find(contact => contact.id === call.contactId)?.name ?? '';
  return (
    <div class="waiting-call" role="alert">
      <Avatar id={call.contactId} name={name} size="small" />
      <p dir="auto">{t('call.secondTitle', { name: contactIdToName(call.contactId) })}</p>
      <div class="waiting-call-actions">
        <Button kind="quiet" onClick={() => void perform(commands => commands.ignoreCall(call.callId))}>
          {t('call.ignore')}
        </Button>
        <Button kind="danger" onClick={() => void perform(commands => commands.rejectCall(call.callId))}>
          {t('call.reject')}
        </Button>
      </div>
    </div>
  );
}
