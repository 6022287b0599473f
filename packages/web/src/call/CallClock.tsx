/** The stage of a call in words, or how long it has lasted. */
import type { CallView } from '@sotto/core/client/view';
import { durationToTimer } from '../locale/format.ts';
import { t } from '../locale/locale.ts';
import { second } from '../ui/now.ts';
import { callToStageKey } from './callWords.ts';

/** The running line under a name. */
export function CallClock({ call }: { readonly call: CallView }) {
  return <span class="call-clock">{callToLine(call)}</span>;
}

function callToLine(call: CallView): string {
  if (call.stage === 'waiting') {
    return t('call.waitingFor', { time: durationToTimer(second.value - call.startedAt) });
  }
  if (call.stage === 'inCall' && call.connectedAt !== undefined) {
    return durationToTimer(second.value - call.connectedAt);
  }
  return t(callToStageKey(call));
}
