/** Whom a host is about to remove: the question is asked in one place, whichever menu it comes from. */
import { computed, signal } from '@preact/signals';
import type { SeatId } from '@sotto/protocol/ids';

/** What was asked for. */
export interface Removal {
  readonly seat: SeatId;
  readonly isBlocking: boolean;
}

const asked = signal<Removal | undefined>(undefined);

/** The open question. */
export const removal = computed(() => asked.value);

/** Asks. */
export function askToRemove(seat: SeatId, isBlocking: boolean): void {
  asked.value = { seat, isBlocking };
}

/** Asks no more. */
export function forgetRemoval(): void {
  asked.value = undefined;
}
