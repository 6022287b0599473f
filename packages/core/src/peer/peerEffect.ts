/** What the peer machine wants done. `runPeer.ts` does it. */
import type { Candidate, Leg } from '@sotto/protocol/sealed/media';
import type { RemoteOffer } from './peerEvent.ts';
import type { PeerTimer } from './peerState.ts';

/** Why no connection can be made. */
export type PeerFailure = 'noRelay' | 'unsupported' | 'deviceFailed';

/** One imperative. */
export type PeerEffect =
  /** Opens a connection and asks for relay credentials meanwhile. */
  | { readonly kind: 'open' }
  /** Closes the connection; local candidates not sent yet are forgotten. */
  | { readonly kind: 'close' }
  | { readonly kind: 'offer'; readonly leg: Leg }
  /** Applies this offer, keeps it, and answers. */
  | { readonly kind: 'answer'; readonly offer: RemoteOffer }
  /** Answers the kept offer with a new connection. */
  | { readonly kind: 'answerAgain' }
  | { readonly kind: 'keepOffer'; readonly offer: RemoteOffer }
  | { readonly kind: 'applyAnswer'; readonly answer: RemoteOffer }
  | { readonly kind: 'addCandidates'; readonly candidates: readonly Candidate[] }
  /** Remote candidates that were held may be used from now on. */
  | { readonly kind: 'letCandidatesIn' }
  /** With all candidates found so far, unless they are held. */
  | { readonly kind: 'sendDescription'; readonly leg: Leg }
  /** The candidates found since. */
  | { readonly kind: 'sendCandidates'; readonly leg: Leg }
  | { readonly kind: 'askRestart'; readonly round: number }
  | { readonly kind: 'startTimer'; readonly timer: PeerTimer; readonly ms: number }
  | { readonly kind: 'stopTimer'; readonly timer: PeerTimer }
  | { readonly kind: 'report'; readonly fact: PeerReport };

/** What the call above is told. `broken` is said 2 s after the loss. */
export type PeerReport =
  | { readonly kind: 'up' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'recovered' }
  /** 90 s without a path. */
  | { readonly kind: 'gaveUp' }
  | { readonly kind: 'failed'; readonly failure: PeerFailure };
