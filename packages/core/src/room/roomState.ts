/** What the room machine knows (spec/room.md; spec/charts/room.md). */
import type { SeatId } from '@sotto/protocol/ids';
import type { People } from '@sotto/protocol/wire/people';
import type { AdmissionFailure } from '../group/admission.ts';
import type { GroupMember } from '../group/member.ts';

/** How a stay in a room ended, as this person should read it. */
export type RoomEnding =
  | 'left'
  | 'removed'
  | 'refused'
  | 'revoked'
  | 'expired'
  /** The host began the call anew. */
  | 'replaced'
  /** Another window has taken this seat. */
  | 'elsewhere'
  | 'full'
  | 'banned'
  /** It could not be joined, or not be kept. */
  | 'failed';

/** Something that a member or the server did and this device refused; shown to the person. */
export type RoomWarning = 'forgedWelcome' | 'forgedCommit' | 'ruleBroken' | 'forgedMessage' | 'forgedKnock';

/** Somebody who waits in the lobby. */
export interface Knock {
  readonly seat: SeatId;
  readonly name: string;
  /** `welcome`: may come in by the rules. Otherwise why not: of these, only `notApproved`, `locked` and `expelled` can be changed by a host. */
  readonly standing: 'welcome' | AdmissionFailure;
  /** Has not decided to join: hosts are not asked. */
  readonly isPreparing: boolean;
}

/** The machine's timers. */
export type RoomTimer = 'retry' | 'takeOver' | 'away';

/** Not inside, not over. */
export interface Entering {
  readonly name: 'entering';
  readonly step: 'starting' | 'knocking' | 'waiting' | 'pausing';
  /** By the link's policy, this person may begin a call. */
  readonly mayStart: boolean;
  /** Attempts so far since the machine was last inside, or ever. */
  readonly attempts: number;
  /** Somebody who only looked joins; the server may have let that one in already, and has no name then. */
  readonly asksTwice?: true;
  /** The server had the seat of now in its lobby. */
  readonly hasWaited: boolean;
  readonly isOnline: boolean;
  readonly timers: readonly RoomTimer[];
}

/** A member. */
export interface Inside {
  readonly name: 'inside';
  readonly mayStart: boolean;
  readonly attempts: number;
  readonly me: SeatId;
  readonly amHost: boolean;
  readonly epoch: number;
  /** As the group has them, by leaf. */
  readonly members: readonly GroupMember[];
  /** As the server has them. Decides who commits, never who is shown. */
  readonly people: People;
  /** Whether `people` is of now: after a cut it is not, until the server has said it again. */
  readonly isSure: boolean;
  /** Of those who are away: gone for so long that they may be removed. */
  readonly overdue: readonly SeatId[];
  /** Not heard of for too long, though the server says that they are there. */
  readonly silent: readonly SeatId[];
  readonly knocks: readonly Knock[];
  /** Whom this host wants out, with everything that the next commit of a host should carry. */
  readonly unwanted: readonly SeatId[];
  readonly hasNews: boolean;
  /** Most people to add at once: fewer after a commit that was too large, or too much for the places that are left. */
  readonly mostAdds: number;
  /** A commit of this member waits for its answer or its echo. */
  readonly isCommitting: boolean;
  readonly isOnline: boolean;
  readonly timers: readonly RoomTimer[];
}

/** The machine's states. */
export type RoomState =
  | { readonly name: 'outside' }
  | Entering
  | Inside
  | { readonly name: 'over'; readonly ending: RoomEnding };

/** Nothing has happened. */
export const OUTSIDE: RoomState = { name: 'outside' };

/** Times of the machine, in milliseconds (spec/room.md, "Times"). */
export const ROOM_TIMES = {
  /** Between attempts to enter. */
  retry: 500,
  /** Each rank of members waits so much longer before it commits in the place of those before it. */
  rank: 1000,
  /** Who is away for so long may be removed. */
  away: 10_000,
  /** How often a member says that it is there. */
  alive: 15_000,
  /** Who has not said so for so long is taken for gone. */
  silence: 45_000,
  /** Who has come in and has not said so once: a request that somebody else shows again brings nobody who can speak. */
  firstSign: 20_000,
  /** A removal by somebody who is no host is refused of who has come in since so short a time: it may not have spoken yet. */
  arrived: 17_000,
  /** A removal by somebody who is no host is refused if the removed was heard of within this time. */
  heard: 20_000,
  /** Whoever was away so short a time ago may still be removed: the news of its return crosses the commit. */
  returned: 5000,
  /** Whoever waits with a proof for which nobody inside has spoken is refused after this time. */
  proof: 180_000,
  /** Old epochs decrypt for so long. */
  oldEpochs: 10_000,
  /** After people have come, a member seals with the new key at the latest after this time. */
  newKey: 1000,
} as const;

/** Attempts to enter that may fail one after the other. */
export const MOST_ATTEMPTS = 20;
