/** Whether the call has the whole screen or only a bar above the app. */
import { computed, effect, signal } from '@preact/signals';
import type { CallId } from '@sotto/protocol/ids';
import { hideCallKeys } from '../inCall/keySheet.ts';
import { call, isLinkCallLive } from '../session.ts';

const minimisedCall = signal<CallId | undefined>(undefined);

/** Whether a call is there but only as a bar. What needs a decision or says why it ended is never only a bar. */
export const isCallMinimised = computed(() => {
  const current = call.value;
  if (current === undefined || current.stage === 'incoming' || current.stage === 'ended') return false;
  return current.callId === minimisedCall.value;
});

/** Whether a call that nobody has taken stands aside, because a link call has the screen. */
export const isCallAside = computed(() => {
  const current = call.value;
  if (current === undefined || !isLinkCallLive.value) return false;
  return current.stage === 'incoming' || (current.stage === 'ended' && current.connectedAt === undefined);
});

/** Whether a call covers the app. */
export const isCallOnScreen = computed(
  () => call.value !== undefined && !isCallMinimised.value && !isCallAside.value,
);

/** Makes room for the app while the call goes on. */
export function minimiseCall(): void {
  minimisedCall.value = call.peek()?.callId;
}

/** Gives the call the screen again. */
export function restoreCall(): void {
  minimisedCall.value = undefined;
}

effect(() => {
  if (call.value !== undefined) return;
  minimisedCall.value = undefined;
  hideCallKeys();
});
