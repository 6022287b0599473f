/** A second incoming call while one has the screen: it can be turned away or taken, and the first ended or held. */
import type { CallView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { contacts, hasContactCall, heldCalls, isLinkCallLive } from '../session.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { contactIdToName } from '../words/contactName.ts';

interface WaitingCallProps {
  readonly call: CallView;
  /** The call that has the screen. */
  readonly current: CallView | undefined;
}

/** The card. */
export function WaitingCall({ call, current }: WaitingCallProps) {
  const name = contacts.value.find(contact => contact.id === call.contactId)?.name ?? '';
  const accept = (others: 'end' | 'hold') =>
    void perform(commands => commands.acceptCall(call.callId, call.media, others));
  // With a call of a contact in front, the link call is held already.
  const isInLinkCall = isLinkCallLive.value && !hasContactCall.value;
  const isDuringCall = current !== undefined && current.stage !== 'incoming' && current.stage !== 'ended';
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
        <Button onClick={() => accept('end')}>{t(endKey(isInLinkCall, isDuringCall))}</Button>
        {isInLinkCall || (isDuringCall && canHold(current)) ? (
          <Button kind="accent" onClick={() => accept('hold')}>
            {t('call.holdAndAccept')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What becomes of the call that has the screen. */
function endKey(isInLinkCall: boolean, isDuringCall: boolean) {
  if (isInLinkCall) return 'call.leaveAndAccept';
  return isDuringCall ? 'call.endAndAccept' : 'call.accept';
}

/** One call is held at a time, of whichever kind, and only one in which media has flowed. */
function canHold(current: CallView): boolean {
  const hasMedia = current.stage === 'inCall' || current.stage === 'reconnecting';
  return hasMedia && heldCalls.value.length === 0 && !isLinkCallLive.value;
}
