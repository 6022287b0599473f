/** All calls of this client as its screens see them: one has the screen, others wait or are held (`client/view.ts`). */
import type { ClientView } from '../client/view.ts';
import { heldCall, liveCall, undecidedCalls } from './callSet.ts';
import { callToView } from './callToView.ts';
import type { LocalMedia } from './localMedia.ts';
import type { RunningCall } from './runCall.ts';

/** The views; `ended` still has the screen if nothing else claims it. */
export function callsToViews(
  calls: readonly RunningCall[],
  ended: RunningCall | undefined,
  media: LocalMedia,
): Pick<ClientView, 'call' | 'waitingCalls' | 'heldCalls'> {
  const ringing = undecidedCalls(calls);
  const onScreen = liveCall(calls) ?? ringing[0] ?? ended;
  const held = heldCall(calls);
  const toView = (call: RunningCall) => callToView(call, media);
  return {
    call: onScreen && toView(onScreen),
    waitingCalls: ringing.filter(call => call !== onScreen).map(toView),
    heldCalls: held === undefined || held === onScreen ? [] : [toView(held)],
  };
}
