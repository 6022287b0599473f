/** Facts that the peer machine hears. By origin: the call, the connection, the contact, the clock. */
import type { Candidate, Leg } from '@sotto/protocol/sealed/media';

/** One fact. */
export type PeerEvent =
  // The call.
  /** `round` is the first unused one. The callee's peer is opened by an offer instead. */
  | {
      readonly kind: 'callerOpens';
      readonly round: number;
      readonly relayOnly: boolean;
      readonly isHeld: boolean;
    }
  | {
      readonly kind: 'calleeOpens';
      readonly offer: RemoteOffer;
      readonly relayOnly: boolean;
      readonly isHeld: boolean;
    }
  /** The call is accepted: what was held may leave. */
  | { readonly kind: 'accepted' }
  /** The contact asks for a connection from the start (an acceptance without one). Caller only. */
  | { readonly kind: 'freshWanted' }
  | { readonly kind: 'closes' }
  // The connection.
  | { readonly kind: 'relayKnown' }
  | { readonly kind: 'relayMissing' }
  /** This browser cannot do it at all. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'described'; readonly leg: Leg }
  /** A local candidate that may leave. */
  | { readonly kind: 'candidateFound' }
  | { readonly kind: 'gatheringEnds' }
  | { readonly kind: 'pathUp' }
  | { readonly kind: 'pathLost' }
  | { readonly kind: 'pathFails' }
  /** Nothing arrives any more; `quietFor` milliseconds have passed since the last arrival. */
  | { readonly kind: 'pathSilent'; readonly quietFor: number }
  /** An operation on the connection was refused by the browser. */
  | { readonly kind: 'operationFails' }
  | { readonly kind: 'encryptionFails' }
  /** Something that this machine wanted could not be done at all. */
  | { readonly kind: 'effectFails' }
  | { readonly kind: 'networkChanges' }
  // The contact.
  | { readonly kind: 'offerArrives'; readonly offer: RemoteOffer }
  | { readonly kind: 'answerArrives'; readonly answer: RemoteOffer }
  | { readonly kind: 'candidatesArrive'; readonly leg: Leg; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'restartAsked'; readonly round: number }
  // The clock.
  | { readonly kind: 'watchdogFires' }
  | { readonly kind: 'batchEnds' }
  | { readonly kind: 'sayBrokenDue' }
  | { readonly kind: 'retryDue' }
  | { readonly kind: 'limitReached' };

/** A description from the contact, with the candidates that came along. */
export interface RemoteOffer {
  readonly leg: Leg;
  readonly sdp: string;
  readonly candidates: readonly Candidate[];
}
