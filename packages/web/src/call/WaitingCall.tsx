/** A second incoming call while one has the screen: it can be turned away or taken, and the first ended or held. */
import type { CallView } from '@sotto/core/client/view';
import { t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { contacts, heldCalls, isLinkCallLive } from '../session.ts';
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
        {isLinkCallLive.value ? (
          <Button kind="accent" onClick={() => leaveAndAccept(call)}>
            {t('call.leaveAndAccept')}
          </Button>
        ) : (
          <Button onClick={() => accept('end')}>
            {t(isDuringCall ? 'call.endAndAccept' : 'call.accept')}
          </Button>
        )}
        {isDuringCall && canHold(current) ? (
          <Button kind="accent" onClick={() => accept('hold')}>
            {t('call.holdAndAccept')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** A link call gives the devices free first. */
function leaveAndAccept({ callId, media }: CallView): void {
  void perform(async commands => {
    const left = await commands.leaveLinkCall();
    return left.ok ? commands.acceptCall(callId, media) : left;
  });
}

/** One call is held at a time, and only one in which media has flowed. */
function canHold(current: CallView): boolean {
  const hasMedia = current.stage === 'inCall' || current.stage === 'reconnecting';
  return hasMedia && heldCalls.value.length === 0;
}
