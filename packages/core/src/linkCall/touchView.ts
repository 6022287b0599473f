/** What a screen shows of staying in touch with the host of a link call (spec/keep-in-touch.md). */
import type { ContactId, WishId } from '@sotto/protocol/ids';

/**
 * How far a person's wish to stay in touch with the host is. `open`: there is none yet. `asking`: on its way. `asked`: the host's
 * app has it. `making`: the host agrees. `made`: contacts. `gone`: the host is not here any more. `failed`: the host
 * agreed, and yet it did not work; can be tried again.
 */
export type TouchState = 'open' | 'asking' | 'asked' | 'making' | 'made' | 'gone' | 'failed';

/** The host, as somebody to stay in touch with. */
export interface TouchView {
  readonly state: TouchState;
  /** The name the host has in the call; may be empty. */
  readonly name: string;
  /** With `made` only. */
  readonly contactId: ContactId | undefined;
}

/** Somebody who wants to stay in touch with this person, who is the host. */
export interface ContactWishView {
  readonly id: WishId;
  /** May be empty. */
  readonly name: string;
  /** `open`: nothing was decided; `later`: put aside. `agreed`: that person's app makes the contact. */
  readonly state: 'open' | 'later' | 'agreed';
}
