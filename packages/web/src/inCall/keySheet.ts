/** Whether the sheet of a call's keys is open. */
import { computed, signal } from '@preact/signals';

const isShown = signal(false);

/** Whether it is wanted. */
export const areCallKeysShown = computed(() => isShown.value);

/** Opens the sheet of keys. */
export function showCallKeys(): void {
  isShown.value = true;
}

/** Closes the sheet of keys. */
export function hideCallKeys(): void {
  isShown.value = false;
}
