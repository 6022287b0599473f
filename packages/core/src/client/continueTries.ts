/**
 * What a contact can make of going on behind a link in one call (spec/call.md, "What a contact can make of it"): a few tries,
 * and no more time than one of them may take in which this device sends in both calls.
 */
import type { CallId } from '@sotto/protocol/ids';

/** How often a contact may make this device try in one call. */
const MOST_TRIES = 3;

/** The tries that a contact has begun in one call after the other. */
export interface ContinueTries {
  /** Counts one more try of the contact's, if it may have one in this call. */
  begin(callId: CallId): boolean;
  /** For how long this device may yet send to the contact twice in this call, milliseconds. */
  left(callId: CallId): number;
  /** It has sent twice for so long, milliseconds. */
  spend(callId: CallId, ms: number): void;
}

/** Makes it; nothing was tried. `most`: for how long this device sends twice in one call, milliseconds. */
export function createContinueTries(most: number): ContinueTries {
  let of: CallId | undefined;
  let count = 0;
  let spent = 0;
  const follow = (callId: CallId) => {
    if (of === callId) return;
    of = callId;
    count = 0;
    spent = 0;
  };
  return {
    begin: callId => {
      follow(callId);
      count += 1;
      return count <= MOST_TRIES && spent < most;
    },
    left: callId => (of === callId ? Math.max(0, most - spent) : most),
    spend: (callId, ms) => {
      follow(callId);
      spent += ms;
    },
  };
}
