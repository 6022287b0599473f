/** Facts that the call machine hears. By origin: the person, the contact, the server, the connection, the clock. */
import type { EndReason } from '@sotto/protocol/sealed/callEnd';
import type { PeerFailure } from '../peer/peerEffect.ts';

/** One fact. */
export type CallEvent =
  // The person.
  | { readonly kind: 'userCalls' }
  /** `isFresh`: the prepared connection may still be used. */
  | { readonly kind: 'userAccepts'; readonly isFresh: boolean }
  | { readonly kind: 'userRejects' }
  | { readonly kind: 'userIgnores' }
  | { readonly kind: 'userHangsUp' }
  | { readonly kind: 'userHolds' }
  | { readonly kind: 'userResumes' }
  /** Both receive each other behind a link, where the call goes on. */
  | { readonly kind: 'movesOn' }
  // The contact.
  | ({ readonly kind: 'inviteArrives'; readonly showsRinging: boolean } & InvitationAge)
  /** The contact calls more often than may ring: nothing happens, but the call can be accepted. */
  | { readonly kind: 'inviteFloods' }
  /** Both called at once and the contact's call won: it is accepted in the same breath. */
  | { readonly kind: 'inviteWins'; readonly canPrepare: boolean }
  /** Both called at once and this call lost. */
  | { readonly kind: 'glareLost' }
  | { readonly kind: 'contactRings' }
  /** `holdsConnection`: over the connection that is prepared here too. */
  | { readonly kind: 'contactAccepts'; readonly holdsConnection: boolean }
  /** The caller offers, and no connection is open here. */
  | { readonly kind: 'offerArrives' }
  /** The caller reacted to the acceptance. */
  | { readonly kind: 'contactResponds' }
  | { readonly kind: 'contactEnds'; readonly reason: EndReason }
  | { readonly kind: 'contactForgotten' }
  // An earlier run of this client.
  | {
      readonly kind: 'restored';
      readonly stage: 'undecided' | 'ignored' | 'rejected';
      readonly isWindowOpen: boolean;
    }
  // The server.
  | { readonly kind: 'serverTookInvite' }
  | { readonly kind: 'serverTookAccept' }
  /** A message cannot be sent at all: the channel with the contact is unusable. */
  | { readonly kind: 'sendingFails' }
  // The connection.
  /** The first offer is ready to leave. */
  | { readonly kind: 'offerReady' }
  /** The contact's media arrives, or the contact says that it sends none. */
  | { readonly kind: 'mediaFlows' }
  | { readonly kind: 'peerBreaks' }
  | { readonly kind: 'peerRecovers' }
  | { readonly kind: 'peerGivesUp' }
  | { readonly kind: 'peerFails'; readonly failure: PeerFailure }
  // The clock.
  | { readonly kind: 'invitationDue' }
  | { readonly kind: 'patienceEnds' }
  | { readonly kind: 'ringWindowEnds' }
  | { readonly kind: 'acceptanceUnanswered' }
  | { readonly kind: 'connectingLasts' };

/** How an invitation's age decides what it may do. */
interface InvitationAge {
  /** Young enough to ring loudly. */
  readonly isWindowOpen: boolean;
  /** Brings an offer and is young enough for it. */
  readonly canPrepare: boolean;
}
