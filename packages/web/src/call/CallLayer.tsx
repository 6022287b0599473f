/** The part of the app that belongs to calls on any screen: sound, screen or bar, second calls, announcements. */
import type { CallView } from '@sotto/core/client/view';
import { useEffect } from 'preact/hooks';
import { t } from '../locale/locale.ts';
import { call, issue, waitingCalls } from '../session.ts';
import { createLazyView } from '../ui/LazyView.tsx';
import { contactIdToName } from '../words/contactName.ts';
import { CallBar } from './CallBar.tsx';
import { CallKeys } from './CallKeys.tsx';
import { isCallAside, isCallMinimised, isCallOnScreen } from './callScreenState.ts';
import { callToStageKey } from './callWords.ts';
import { RemoteSound } from './RemoteSound.tsx';
import { WaitingCall } from './WaitingCall.tsx';

const screen = createLazyView(async () => (await import('./CallScreen.tsx')).CallScreen);

/** Loads the call screens before they are needed, so that an incoming call shows at once. */
export const preloadCallScreen = screen.preload;

/** The layer. */
export function CallLayer() {
  const current = call.value;
  const aside = isCallAside.value && current?.stage === 'incoming' ? [current] : [];
  const waiting = [...aside, ...waitingCalls.value];
  return (
    <>
      {current === undefined ? null : <RemoteSound call={current} />}
      {isCallOnScreen.value ? <screen.View /> : null}
      {current !== undefined && isCallAside.value ? <EndAside call={current} /> : null}
      {waiting.length === 0 ? null : (
        <div class="waiting-calls">
          {waiting.map(each => (
            <WaitingCall key={each.callId} call={each} current={current} />
          ))}
        </div>
      )}
      <CallKeys />
      <Announcer />
    </>
  );
}

/** A call that stood aside and is over leaves nothing to look at: the conversation says that it was missed. */
function EndAside({ call: { stage } }: { readonly call: CallView }) {
  useEffect(() => {
    if (stage === 'ended') void issue(commands => commands.endCall());
  }, [stage]);
  return null;
}

/** The bar above the app while a call goes on elsewhere; nothing otherwise. */
export function CallBarIfMinimised() {
  const current = call.value;
  return current !== undefined && isCallMinimised.value ? <CallBar call={current} /> : null;
}

/** Speaks each stage to screen readers; always there, because a live region that appears with its text is not read. */
function Announcer() {
  const current = call.value;
  const words =
    current === undefined
      ? ''
      : t('item.summary', { call: t(callToStageKey(current)), status: contactIdToName(current.contactId) });
  return (
    <p class="visually-hidden" aria-live="assertive">
      {words}
    </p>
  );
}
