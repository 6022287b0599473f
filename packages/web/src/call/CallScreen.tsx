/** The call that has the screen, at its stage. Loaded apart from the rest of the app. */
import '../inCall/callStage.css';
import '../inCall/runningCall.css';
import type { CallView } from '@sotto/core/client/view';
import { useOwnFocus } from '../inCall/useOwnFocus.ts';
import { t } from '../locale/locale.ts';
import { call } from '../session.ts';
import { contactIdToName } from '../words/contactName.ts';
import { callToStageKey } from './callWords.ts';
import { EndedCall } from './EndedCall.tsx';
import { IncomingCall } from './IncomingCall.tsx';
import { OutgoingCall } from './OutgoingCall.tsx';
import { RunningCall } from './RunningCall.tsx';

/** The screen. */
export function CallScreen() {
  const current = call.value;
  const screen = useOwnFocus(current?.callId);
  if (current === undefined) return null;
  const name = contactIdToName(current.contactId);
  return (
    <div
      ref={screen}
      class="call"
      role="dialog"
      aria-modal="true"
      aria-label={t('item.summary', { call: t(callToStageKey(current)), status: name })}
      tabIndex={-1}
    >
      <Stage call={current} name={name} />
    </div>
  );
}

function Stage({ call: current, name }: { readonly call: CallView; readonly name: string }) {
  switch (current.stage) {
    case 'incoming':
      return <IncomingCall call={current} name={name} />;
    case 'calling':
    case 'ringing':
    case 'waiting':
      return <OutgoingCall call={current} name={name} />;
    case 'connecting':
    case 'inCall':
    case 'reconnecting':
      return <RunningCall call={current} name={name} />;
    case 'ended':
      return <EndedCall call={current} name={name} />;
  }
}
