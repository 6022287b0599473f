/**
 * Which ended calls this client made lately (spec/call.md, "Ends"): only an acceptance of one of these is told that it
 * comes too late. Any other answer would tell a contact, for a made-up call, that somebody is there.
 */
import type { CallId, ContactId } from '@sotto/protocol/ids';

/** So many are remembered, of all contacts together. */
const MAX_REMEMBERED = 64;

/** The calls that may still be answered for, once each. */
export class OwnRecentCalls {
  readonly #contacts = new Map<CallId, ContactId>();

  /** Remembers a call that this client made and that is over. */
  remember(callId: CallId, contactId: ContactId): void {
    this.#contacts.set(callId, contactId);
    for (const oldest of this.#contacts.keys()) {
      if (this.#contacts.size <= MAX_REMEMBERED) break;
      this.#contacts.delete(oldest);
    }
  }

  /** Whether this contact was called so; true once. */
  take(callId: CallId, contactId: ContactId): boolean {
    return this.#contacts.get(callId) === contactId && this.#contacts.delete(callId);
  }
}
