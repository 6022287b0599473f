/** Facts that the room machine hears and what it wants done about them. By origin: the person, the server, the group, the clock. */
import type { ErrorCode } from '@sotto/protocol/errorCode';
import type { SeatId } from '@sotto/protocol/ids';
import type { People } from '@sotto/protocol/wire/people';
import type { RoomEnded } from '@sotto/protocol/wire/roomEnded';
import type { GroupMember } from '../group/member.ts';
import type { Knock, RoomTimer } from './roomState.ts';

/** What the server may answer to a request that it does not carry out. */
export type Refusal = ErrorCode | 'offline';

/** Who this member is in a group. */
export interface GroupFacts {
  readonly epoch: number;
  readonly members: readonly GroupMember[];
  readonly amHost: boolean;
}

/** One fact. */
export type RoomEvent =
  // The person.
  | { readonly kind: 'joins'; readonly mayStart: boolean }
  | { readonly kind: 'leaves' }
  /** A host wants people out, or has stated something that the next commit is to carry. */
  | {
      readonly kind: 'hostDecides';
      readonly unwanted: readonly SeatId[];
      readonly knocks: readonly Knock[];
    }
  // The server.
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'startRefused'; readonly code: Refusal }
  | { readonly kind: 'knockTaken' }
  | { readonly kind: 'knockRefused'; readonly code: Refusal }
  | { readonly kind: 'attachRefused'; readonly code: Refusal }
  | { readonly kind: 'commitRefused'; readonly code: Refusal | 'tooLarge' }
  | { readonly kind: 'peopleCome'; readonly people: People }
  | { readonly kind: 'roomEnds'; readonly reason: RoomEnded['reason'] }
  /** The host has changed the link: whether this person may begin a call by the rules of now. */
  | { readonly kind: 'rulesChange'; readonly mayStart: boolean }
  // The group.
  | ({ readonly kind: 'entered'; readonly me: SeatId } & GroupFacts)
  | ({
      readonly kind: 'groupChanges';
      /** Everything that this host has stated is in the group's commits. */
      readonly isAllSaid: boolean;
      readonly knocks: readonly Knock[];
    } & GroupFacts)
  /** This member cannot follow the group any more. */
  | { readonly kind: 'groupLost' }
  | { readonly kind: 'removed' }
  /** Hosts do not let this person take part at all: says the record, or the commit that has removed this member. */
  | { readonly kind: 'banned' }
  /** Nothing was heard of these for so long that they are taken for gone, whatever the server says. */
  | { readonly kind: 'silentNow'; readonly seats: readonly SeatId[] }
  | { readonly kind: 'knocksCome'; readonly knocks: readonly Knock[] }
  // The clock.
  | { readonly kind: 'retryDue' }
  | { readonly kind: 'takeOverDue' }
  | { readonly kind: 'awayDue' };

/** One thing to do. */
export type RoomEffect =
  /** This and `knock` make a fresh seat after `leave`, and keep the one they have otherwise. */
  | { readonly kind: 'start' }
  | { readonly kind: 'knock' }
  | { readonly kind: 'attach' }
  | { readonly kind: 'commit'; readonly adds: readonly SeatId[]; readonly removes: readonly SeatId[] }
  /** Gives the place up and forgets the group. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'startTimer'; readonly timer: RoomTimer; readonly ms: number }
  | { readonly kind: 'stopTimer'; readonly timer: RoomTimer };
