/** What buttons and keys do in a call with a contact only. */
import { computed, signal } from '@preact/signals';
import type { CallView } from '@sotto/core/client/view';
import type { ContinuePurpose } from '@sotto/protocol/sealed/callContinue';
import { perform } from '../problem.ts';

/** Holds the call or takes it up again. */
export function toggleHold(call: CallView): void {
  void perform(commands => (call.mine.held ? commands.resumeCall(call.callId) : commands.holdCall()));
}

const continuing = signal<ContinuePurpose | undefined>(undefined);

/** What for the call is being continued behind a link at the moment, if it is. */
export const continuingFor = computed(() => continuing.value);

/** Goes on with the call where another device, or more people, can come in. The call's other screen takes it up there. */
export async function continueCall(purpose: ContinuePurpose): Promise<void> {
  continuing.value = purpose;
  await perform(commands => commands.continueCall(purpose));
  continuing.value = undefined;
}

/** Ends the call on screen. */
export function hangUp(): void {
  void perform(commands => commands.endCall());
}
