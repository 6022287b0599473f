/** How a call ended. Closes by itself unless there is something to read; the conversation keeps everything. */
import type { CallEnding, CallView } from '@sotto/core/client/view';
import { useEffect } from 'preact/hooks';
import { CallControl } from '../inCall/CallControl.tsx';
import { durationToWords } from '../locale/format.ts';
import { languageKind, t } from '../locale/locale.ts';
import { perform } from '../problem.ts';
import { isLinkCallLive, issue } from '../session.ts';
import { failureKeys } from '../words/callItem.ts';
import { CallPerson } from './CallPerson.tsx';
import { endingToCloseDelay, endingToKey, failureNextKeys } from './callWords.ts';

const INTERRUPTED: CallEnding = { kind: 'failed', failure: 'interrupted' };

/** The screen. */
export function EndedCall({ call, name }: { readonly call: CallView; readonly name: string }) {
  const ending = call.ending ?? INTERRUPTED;
  useEffect(() => {
    const delay = endingToCloseDelay(ending);
    if (delay === undefined) return;
    const timer = setTimeout(close, delay);
    return () => clearTimeout(timer);
  }, [call.callId]);
  return (
    <div class="call-stage">
      <CallPerson call={call} name={name}>
        <p class="call-line">{endingToText(ending, name)}</p>
        <p class="call-hint">{endingToHint(call, ending)}</p>
      </CallPerson>
      <div class="call-controls">
        <CallControl icon="close" label={t('call.close')} onPress={close} />
        {ending.kind === 'answeredElsewhere' || isLinkCallLive.value ? null : (
          <CallControl
            icon={call.media === 'video' ? 'video' : 'phone'}
            tone="accept"
            label={t(call.outgoing ? 'call.callAgain' : 'call.callBack')}
            onPress={() => void perform(commands => commands.call(call.contactId, call.media))}
          />
        )}
      </div>
    </div>
  );
}

function close(): void {
  void issue(commands => commands.endCall());
}

function endingToText(ending: CallEnding, name: string): string {
  if (ending.kind === 'failed') return t(failureKeys[ending.failure]);
  const key = endingToKey(ending);
  return key === 'call.theyHungUp' || key === 'call.theyGaveUp' ? t(key, { name }) : t(key);
}

function endingToHint(call: CallView, ending: CallEnding): string {
  if (ending.kind === 'failed') return t(failureNextKeys[ending.failure]);
  if (call.connectedAt === undefined || call.endedAt === undefined) return '';
  return t('call.lasted', { duration: durationToWords(call.endedAt - call.connectedAt, languageKind()) });
}
