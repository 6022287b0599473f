/** Short notices that come and go by themselves. Shown by `Toasts.tsx`. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** `problem`: something did not work. `done`: something did. */
export type ToastTone = 'problem' | 'done';

/** One notice. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: ToastTone;
}

/** Long enough to read two lines twice. */
const VISIBLE_MS = 7000;

const current = signal<readonly Toast[]>([]);
let lastId = 0;

/** The notices on screen, oldest first. */
export const toasts: ReadonlySignal<readonly Toast[]> = current;

/** Shows a notice; the same text again replaces the one on screen. */
export function showToast(text: string, tone: ToastTone): void {
  lastId += 1;
  const toast = { id: lastId, text, tone };
  current.value = [...current.value.filter(other => other.text !== text), toast];
  setTimeout(() => dismissToast(toast.id), VISIBLE_MS);
}

/** Takes a notice away. */
export function dismissToast(id: number): void {
  current.value = current.value.filter(toast => toast.id !== id);
}
