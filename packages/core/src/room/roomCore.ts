/** What the parts of a running room share that run in its queue (`runRoom.ts`), and what they ask it. */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { LinkRecord } from '@sotto/protocol/sealed/linkRecord';
import type { RoomStatement, SignedStatement } from '@sotto/protocol/sealed/roomStatement';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { RoomSeals } from '../group/bundle.ts';
import { groupEpoch } from '../group/roomGroup.ts';
import { isHost } from '../group/statements.ts';
import type { GroupKeeper, ReadKnock } from './groupKeeper.ts';
import type { Lobby } from './lobby.ts';
import type { Pulse } from './pulse.ts';
import type { Replacing } from './replacing.ts';
import type { GroupFacts, RoomEvent } from './roomEvent.ts';
import type { RoomMedia, RoomNeeds } from './roomNeeds.ts';
import type { OwnStay } from './roomRequests.ts';
import type { Social } from './roomSocial.ts';
import type { RoomState, RoomWarning } from './roomState.ts';
import type { TalkerNeeds } from './sealTalk.ts';

/** A running room, as those parts see it that run in its queue. */
export interface RoomCore {
  readonly needs: RoomNeeds;
  readonly seals: RoomSeals;
  readonly pulse: Pulse;
  readonly media: RoomMedia | undefined;
  readonly knocks: Lobby<ReadKnock>;
  /** Requests that came before the group. */
  readonly early: Lobby<Bytes>;
  readonly state: RoomState;
  readonly keeper: GroupKeeper;
  readonly replacing: Replacing;
  readonly stay: OwnStay | undefined;
  record: LinkRecord | undefined;
  /** This person has joined; it looks at the join page otherwise. */
  readonly isShown: boolean;
  /** Of this host, for its next commit. */
  statements: SignedStatement[];
  /** Those of them that its newest commit carries. */
  readonly carried: readonly SignedStatement[];
  said: Social;
  code: string | undefined;
  step(event: RoomEvent): Promise<void>;
  tell(talk: RoomTalk): Promise<void>;
  decide(statements: readonly RoomStatement[], unwanted: readonly SeatId[]): Promise<void>;
  /** Lets the keys of old epochs go when their time is over. */
  forgetEpochsSoon(): void;
  warn(warning: RoomWarning): void;
  noteChange(): void;
}

/** Who this member is in its group. Throws an `Error` outside of one. */
export function toFacts(room: RoomCore): GroupFacts {
  const group = room.keeper.group();
  if (group === undefined) throw new Error('no group');
  const amHost = isHostHere(room, room.needs.self.pseudonym.publicKey);
  return { epoch: groupEpoch(group), members: group.members, amHost };
}

/** Whether a pseudonym has the rights of a host now. */
export function isHostHere(room: RoomCore, pseudonym: Bytes): boolean {
  return room.record !== undefined && isHost(room.record, pseudonym);
}

/** Whether a seat is certainly there: the server says so, and it was heard of just now. */
export function isPresent(room: RoomCore, seat: SeatId): boolean {
  if (room.state.name !== 'inside' || !room.state.isSure || !room.pulse.isFresh(seat)) return false;
  return room.state.people.some(each => each.seat === seat && !each.away);
}

/** What sealing and opening need. */
export function toTalking({ needs, seals, keeper }: RoomCore): TalkerNeeds {
  return { kit: needs.kit, line: needs.line, seals, keeper };
}
