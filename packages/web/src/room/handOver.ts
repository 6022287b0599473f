/** Continuing a call on another device: whether its dialog is open. The code itself is the client's. */
import { computed, effect, signal } from '@preact/signals';
import { perform } from '../problem.ts';
import { isLinkCallLive, linkCall } from '../session.ts';

const isOpen = signal(false);

/** Whether the dialog is to be seen. */
export const isHandOverOpen = computed(() => isOpen.value);

/** Opens the dialog with a new code. */
export async function openHandOver(): Promise<void> {
  if (await renewHandOver()) isOpen.value = true;
}

/** Makes a new code. */
export function renewHandOver(): Promise<boolean> {
  return perform(commands => commands.offerHandOver());
}

/** Closes the dialog. A code that nobody has scanned is good for nothing then; another device that is here goes on. */
export function closeHandOver(): void {
  isOpen.value = false;
  if (linkCall.peek()?.handOver?.stage === 'open') stayHere();
}

/** Goes on with the call on this device after all. */
export function stayHere(): void {
  isOpen.value = false;
  void perform(commands => commands.cancelHandOver());
}

effect(() => {
  if (!isLinkCallLive.value) isOpen.value = false;
});
