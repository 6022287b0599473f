/**
 * Staying in touch after a link call (spec/keep-in-touch.md): the wish of somebody inside, which the host is asked about, and the
 * invitation with which the host agrees. Both are told in private.
 */
import { type Bytes, isSameBytes } from '@sotto/protocol/bytes';
import { bytesToId, type ContactId, ID_BYTES, type ReceiveId, type WishId } from '@sotto/protocol/ids';
import type { Result } from '@sotto/protocol/result';
import type { RoomConfidence } from '@sotto/protocol/sealed/roomConfidence';
import type { GroupMember } from '../group/member.ts';
import type { Clock } from '../port/clock.ts';
import type { Random } from '../port/random.ts';
import type { RunningRoomFace } from '../room/roomNeeds.ts';
import { HostWishes } from './hostWishes.ts';
import { OwnWish } from './ownWish.ts';
import type { ContactWishView, TouchView } from './touchView.ts';

/** Makes contacts. */
export interface ContactMaking {
  /** An invitation for one person; this person becomes a profile of that name, if it is none. */
  invite(ownName: string): Promise<Result<MadeInvitation, string>>;
  withdraw(id: ReceiveId): Promise<unknown>;
  /** Accepts an invitation; this person becomes a profile of that name, if it is none. */
  accept(token: Bytes, ownName: string): Promise<Result<ContactId, string>>;
}

/** An invitation that nobody has yet. */
export interface MadeInvitation {
  readonly id: ReceiveId;
  readonly token: Bytes;
}

/** What staying in touch needs of a call. */
export interface TouchNeeds {
  readonly clock: Clock;
  readonly random: Random;
  readonly contacts: ContactMaking;
  readonly room: Pick<RunningRoomFace, 'confide' | 'person' | 'view'>;
  /** What this person is called in the call. */
  readonly ownName: string;
  /** Pseudonym of the host, who made the link. */
  readonly owner: Bytes | undefined;
  readonly contactOf: (pseudonym: Bytes) => ContactId | undefined;
  readonly changed: () => void;
}

/** Staying in touch in one call. */
export interface KeepInTouch {
  /** The wish of this person; undefined for the host, for its contacts, and while no host was seen. */
  touch(): TouchView | undefined;
  /** For the host: the wishes of others. */
  wishes(): readonly ContactWishView[];
  /** Asks the host; again after it has failed. False when there is no host to ask. */
  ask(): boolean;
  /** The host agrees, or puts it aside. False when there is no such wish. */
  answer(id: WishId, agrees: boolean): boolean;
  heard(from: GroupMember, confidence: RoomConfidence): void;
  /** The call has changed. */
  follow(): void;
}

/** Begins with nothing said. */
export function createKeepInTouch(needs: TouchNeeds): KeepInTouch {
  const own = new OwnWish(needs, () => bytesToId<WishId>(needs.random.bytes(ID_BYTES)));
  const others = new HostWishes(needs);
  const isOwner = (pseudonym: Bytes) => needs.owner !== undefined && isSameBytes(needs.owner, pseudonym);
  return {
    touch: () => own.view(),
    wishes: () => others.views(),
    ask: () => own.ask(),
    answer: (id, agrees) => others.answer(id, agrees),
    heard: (from, confidence) => {
      if (confidence.k === 'contactWish') others.heard(from, confidence.id);
      else if (isOwner(from.pseudonym)) own.heard(confidence);
    },
    follow: () => {
      own.follow();
      others.follow();
    },
  };
}
