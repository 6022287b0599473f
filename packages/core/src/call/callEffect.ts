/** What the call machine wants done. `runCall.ts` does it. */
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import type { CallItemEvent } from '../history/callItem.ts';
import type { CallTimer } from './callState.ts';

/** One imperative. */
export type CallEffect =
  | { readonly kind: 'sendInvite' }
  | { readonly kind: 'sendRinging' }
  /** `holdsConnection`: over the connection that is prepared; otherwise the caller makes a fresh one. */
  | { readonly kind: 'sendAccept'; readonly holdsConnection: boolean }
  | { readonly kind: 'sendEnd'; readonly reason: EndReason }
  | { readonly kind: 'setWill' }
  | { readonly kind: 'clearWill' }
  /** Caller: makes a connection. Callee: answers the offer at hand. */
  | { readonly kind: 'openPeer' }
  /** The contact holds no connection: makes another one. */
  | { readonly kind: 'renewPeer' }
  | { readonly kind: 'closePeer' }
  /** The call is accepted: a held answer may leave, captured tracks go out. */
  | { readonly kind: 'releaseMedia' }
  /** Nothing is sent any more, and the contact is told; undone with the next `startCapture`. */
  | { readonly kind: 'holdMedia' }
  | { readonly kind: 'startCapture' }
  | { readonly kind: 'stopCapture' }
  | { readonly kind: 'startRingTone' }
  | { readonly kind: 'stopRingTone' }
  | { readonly kind: 'startRingBack' }
  | { readonly kind: 'stopRingBack' }
  | { readonly kind: 'startTimer'; readonly timer: CallTimer }
  | { readonly kind: 'stopTimer'; readonly timer: CallTimer }
  | { readonly kind: 'recordItem'; readonly event: CallItemEvent }
  /** The call never was: its item disappears. */
  | { readonly kind: 'forgetItem' };
