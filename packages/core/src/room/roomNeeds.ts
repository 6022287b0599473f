/** What a running room needs from the rest of the client, and its own face (spec/room.md). Types only. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { MediaState } from '@sotto/protocol/sealed/channelMessage';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { RoomConfidence } from '@sotto/protocol/sealed/roomConfidence';
import type { SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import type { OpenTalk, RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { ClientRequest } from '@sotto/protocol/wire/clientMessage';
import type { LinkNews } from '@sotto/protocol/wire/linkNews';
import type { ServerMessage } from '@sotto/protocol/wire/serverMessage';
import type { SigningKey } from '../crypto/signer.ts';
import type { FrameEpoch } from '../group/frameKeys.ts';
import type { GroupKit } from '../group/groupKit.ts';
import type { HandOverFacts } from '../group/handOver.ts';
import type { GroupMember } from '../group/member.ts';
import type { LinkKeys } from '../link/linkKeys.ts';
import type { SignProof } from '../mailbox/proofs.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { Refusal } from './roomEvent.ts';
import type { RoomView } from './roomView.ts';
import type { Successions } from './successions.ts';

/** Requests about rooms. */
export type RoomRequest = Extract<
  ClientRequest,
  { t: 'startRoom' | 'knock' | 'attachRoom' | 'commitRoom' | 'tellRoom' | 'refuseKnock' | 'leaveRoom' }
>;

/** What the server says about rooms without being asked. */
export type RoomNotice = Extract<
  ServerMessage,
  {
    t:
      | 'knocked'
      | 'knockGone'
      | 'admitted'
      | 'roomCommit'
      | 'roomPeople'
      | 'roomMessage'
      | 'roomEnded'
      | 'linkChanged';
  }
>;

/** What the server says about links without being asked. */
export type LinkNotice = RoomNotice | LinkNews;

/** The way to the server. */
export interface RoomLine {
  request(request: RoomRequest): Promise<Result<unknown, Refusal>>;
  readonly prove: SignProof;
}

/** Who this person is at the link. */
export interface RoomSelf {
  readonly name: string;
  readonly pseudonym: SigningKey;
  /** Approvals in hand. */
  readonly statements: readonly SignedStatement[];
}

/** Sends talk to a member or all. Resolves when the server has taken it, or with false if it may be lost. Never rejects. */
export type TellRoom = (talk: RoomTalk) => Promise<boolean>;

/** The media between members; hears of every change of the group. */
export interface RoomMedia {
  /** The members with whom there should be a connection, and the keys of the epoch that has begun. */
  changed(change: MediaChange): void;
  /** A talk about the connection with this member, what it sends, or in which epoch it is (`framePlan.ts`). */
  heard(from: GroupMember, talk: OpenTalk): void;
  /** The server cannot be reached: the group may go on without this member. */
  disconnected(): void;
  /** The server has this seat again after a cut: what was said meanwhile may be lost. */
  reconnected(): void;
  /** The stay is over; another one may follow. */
  close(): void;
}

/** What media needs to know of a group. */
export interface MediaChange {
  readonly me: GroupMember;
  readonly members: readonly GroupMember[];
  readonly frames: FrameEpoch;
  /** Somebody was removed: the sending key changes at once. */
  readonly hasRemoved: boolean;
}

/** How a room takes part in going on with the call on another device (spec/room.md, "Another device"). */
export interface RoomHandOver {
  /** Whether this device is to go on with a call, and nobody inside has said so yet. */
  isWaiting(): boolean;
  /** For the request of a device that goes on with a call; undefined for any other. */
  prove(facts: HandOverFacts): Promise<Bytes | undefined>;
  /** Whether whoever waits is the other device of this person. */
  isSuccessor(facts: SuccessorFacts, proof: Bytes): Promise<boolean>;
}

/** Who waits, with a proof to be the other device of somebody inside. */
export interface SuccessorFacts extends HandOverFacts {
  /** In the KeyPackage. */
  readonly pseudonym: Bytes;
}

/** What a running room needs. */
export interface RoomNeeds {
  readonly clock: Clock;
  readonly log: Log;
  readonly kit: GroupKit;
  readonly keys: LinkKeys;
  readonly self: RoomSelf;
  readonly line: RoomLine;
  /** The link's record of at least this version, read anew from the server if need be; undefined when it cannot be had. */
  readonly record: (version: number) => Promise<LinkRecord | undefined>;
  /** A seat of this person that an earlier page left behind: it is given up before another one is taken. */
  readonly former?: OwnSeat | undefined;
  /** Makes the media side; undefined for a room without media. */
  readonly media: ((tell: TellRoom) => RoomMedia) | undefined;
  /** A host asks this person to be silent. */
  readonly muted: () => void;
  /** The link's admin key: a call that this person cannot enter may be begun anew. Undefined unless this person made the link. */
  readonly adminKey?: SigningKey | undefined;
  /** Whether whoever has this pseudonym is a contact of this person. Undefined unless this person made the link. */
  readonly isContact?: ((pseudonym: Bytes) => boolean) | undefined;
  /** A host has banned somebody whom the record does not ban. Undefined unless this person made the link. */
  readonly banned?: ((pseudonym: Bytes) => void) | undefined;
  /** Another member has told this one something in private. */
  readonly confided?: ((from: GroupMember, confidence: RoomConfidence) => void) | undefined;
  /** Continuing the call on another device; undefined for a room without that. */
  readonly handOver?: RoomHandOver | undefined;
  /** A host has approved this person for good: to be kept with the link. */
  readonly approved: (statement: SignedStatement) => void;
  /** `view()` has changed. */
  readonly changed: () => void;
}

/** Why a command in a room did nothing. */
export type RoomProblem = 'notInside' | 'notHost' | 'noSuchPerson' | 'tooLong';

/** What a person can do in a room. */
export interface RoomCommands {
  /**
   * Enters; begins the call if there is none and the policy lets this person. With `mayStart` false only a call that
   * runs is entered, and the join page does not name this person. Again with true: both from now on.
   */
  join(mayStart?: boolean): void;
  leave(): void;
  /** Lets people in and approves them for later calls; all who wait with undefined. Hosts only. */
  admit(seats: readonly SeatId[] | undefined): Promise<Result<void, RoomProblem>>;
  refuse(seat: SeatId): Promise<Result<void, RoomProblem>>;
  /** Removes somebody from this call and, with `block`, from all calls of this link. Hosts only. */
  remove(seat: SeatId, block: boolean): Promise<Result<void, RoomProblem>>;
  /** Lets nobody in but whom hosts let in. Hosts only. */
  lock(isLocked: boolean): Promise<Result<void, RoomProblem>>;
  /** Asks people to be silent; all others with undefined. Hosts only. */
  mute(seats: readonly SeatId[] | undefined): Promise<Result<void, RoomProblem>>;
  chat(text: string): Promise<Result<void, RoomProblem>>;
  react(emoji: string): Promise<Result<void, RoomProblem>>;
  raiseHand(isRaised: boolean): Promise<Result<void, RoomProblem>>;
  /** Tells the others what this device sends. */
  setMedia(media: MediaState): Promise<Result<void, RoomProblem>>;
  /** Tells one member something in private. It may be lost. */
  confide(seat: SeatId, confidence: RoomConfidence): Promise<Result<void, RoomProblem>>;
  /** Says that this person goes on in that seat. */
  handOver(successor: SeatId, proof: Bytes): Promise<Result<void, RoomProblem>>;
  /** Says that this person comes from that seat, and whether it is in touch with everybody. */
  takeOver(predecessor: SeatId, isReady: boolean): Promise<Result<void, RoomProblem>>;
}

/** A running room. */
export interface RunningRoomFace extends RoomCommands {
  view(): RoomView;
  /** What was said of going on in another seat. */
  successions(): Successions;
  /** The seat of now, for a page that may be gone the next moment; undefined outside. */
  ownSeat(): OwnSeat | undefined;
  /** The pseudonym of a member; undefined when it is none. */
  person(seat: SeatId): Bytes | undefined;
  /** Whether somebody waits to be let in, known of or not, or is in the group. */
  isAround(seat: SeatId): boolean;
  /** Takes in what the server says. */
  hear(notice: RoomNotice): void;
  connected(): void;
  disconnected(): void;
  /** `isContact` may answer otherwise. */
  contactsChanged(): void;
  /** Resolves when everything that was begun is done. */
  settled(): Promise<void>;
}

/** A seat that was taken, and what proves it. */
export interface OwnSeat {
  readonly seat: SeatId;
  readonly seatKey: SigningKey;
  /** Of the group, when it was looked at last. */
  readonly epoch: number;
}

/** A stay: a seat and what proves it. */
export type Stay = Omit<OwnSeat, 'epoch'>;
