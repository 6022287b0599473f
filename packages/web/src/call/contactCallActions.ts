/** What buttons and keys do in a call with a contact only. */
import type { CallView } from '@sotto/core/client/view';
import { perform } from '../problem.ts';

/** Holds the call or takes it up again. */
export function toggleHold(call: CallView): void {
  void perform(commands => (call.mine.held ? commands.resumeCall(call.callId) : commands.holdCall()));
}

/** Ends the call on screen. */
export function hangUp(): void {
  void perform(commands => commands.endCall());
}
