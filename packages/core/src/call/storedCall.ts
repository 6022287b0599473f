/** What a device keeps of a call, so that a reload neither loses an invitation nor leaves a contact waiting. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { CallItem } from '../history/callItem.ts';

/**
 * `undecided`, `ignored`, `rejected`: an incoming call whose caller may still wait. `calling`: an outgoing one that
 * nobody has accepted. `accepted`: on the way into the call or in it.
 */
export type StoredStage = 'undecided' | 'ignored' | 'rejected' | 'calling' | 'accepted';

/** A call that has not ended. Structured-clonable. */
export interface StoredCall {
  /** Names the call, the contact, the direction and the media. */
  readonly item: CallItem;
  readonly stage: StoredStage;
  /** Secret exported for this call; incoming calls need it to be accepted later. */
  readonly callSecret: Bytes | undefined;
}
