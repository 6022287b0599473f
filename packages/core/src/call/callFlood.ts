/** How many of a contact's calls may ring in a short time (spec/call.md, "Too many calls"). Pure. */
import type { ContactId } from '@sotto/protocol/ids';
import type { Clock } from '../port/clock.ts';

/** So many calls of one contact ring, or have a connection prepared, within {@link FLOOD_WINDOW_MS}. */
export const MAX_LOUD_CALLS = 3;
/** Milliseconds. */
export const FLOOD_WINDOW_MS = 60_000;

/** Counts the calls of each contact by this device's clock: what a contact says of time means nothing here. */
export class CallFlood {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #loud = new Map<ContactId, readonly number[]>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Whether one more call of this contact may ring now; if so, it counts. */
  admits(contactId: ContactId): boolean {
    const now = this.#clock.now();
    const recent = (this.#loud.get(contactId) ?? []).filter(at => Math.abs(now - at) < FLOOD_WINDOW_MS);
    const isAdmitted = recent.length < MAX_LOUD_CALLS;
    this.#loud.set(contactId, isAdmitted ? [...recent, now] : recent);
    return isAdmitted;
  }

  /** This person speaks with the contact, or wants to: its calls are welcome again. */
  welcome(contactId: ContactId): void {
    this.#loud.delete(contactId);
  }
}
