/**
 * Who goes on in another seat, on another device (spec/room.md, "Another device"). Believed only when both seats say so,
 * each by a talk that its leaf has signed; and only for a while, so that nobody hides behind somebody else. Pure.
 */
import type { Bytes } from '@sotto/protocol/bytes';
import type { SeatId } from '@sotto/protocol/ids';
import type { RoomTalk } from '@sotto/protocol/sealed/roomTalk';
import type { GroupMember } from '../group/member.ts';

/** Two seats of one person, as both say. */
export interface Succession {
  readonly predecessor: SeatId;
  readonly successor: SeatId;
  /** When it was known here that both say so and the successor has joined; milliseconds since 1970. */
  readonly since: number;
  /** Where this person stands in the order of leaves. */
  readonly place: number;
}

/** What was said of it. Never modified. */
export interface Successions {
  /** By the seat that is given up. */
  readonly offers: ReadonlyMap<SeatId, HandedOver>;
  /** By the seat that goes on. */
  readonly takes: ReadonlyMap<SeatId, TakenOver>;
  /** By the seat that goes on; kept for as long as one of the two is in the group. */
  readonly settled: ReadonlyMap<SeatId, Succession>;
}

interface HandedOver {
  readonly successor: SeatId;
  readonly proof: Bytes;
  readonly place: number;
}

interface TakenOver {
  readonly predecessor: SeatId;
  readonly isReady: boolean;
}

/** Nobody has said anything of the kind. */
export const NO_SUCCESSIONS: Successions = { offers: new Map(), takes: new Map(), settled: new Map() };

/** Two seats are shown as one person for so long at most, milliseconds: whoever stays longer is seen. */
export const DOUBLED_MS = 30_000;

/** After a member has said that it goes on elsewhere, or from where it comes. */
export function hearSuccession(
  successions: Successions,
  from: GroupMember,
  talk: Extract<RoomTalk, { k: 'handOver' | 'takeOver' }>,
): Successions {
  const { offers, takes } = successions;
  if (talk.k === 'handOver') {
    const { successor, proof } = talk;
    const place = placeOf(successions, from);
    return { ...successions, offers: new Map(offers).set(from.seat, { successor, proof, place }) };
  }
  const { predecessor, isReady } = talk;
  return { ...successions, takes: new Map(takes).set(from.seat, { predecessor, isReady }) };
}

/** With those that both say now. A seat is given up once: a second successor is shown as somebody else. */
export function settleSuccessions(
  successions: Successions,
  hasJoined: (seat: SeatId) => boolean,
  at: number,
): Successions {
  const { offers, takes, settled } = successions;
  const next = new Map(settled);
  for (const [successor, { predecessor }] of takes) {
    const offer = offers.get(predecessor);
    const isNew = ![...next.values()].some(each => each.predecessor === predecessor) && !next.has(successor);
    if (offer?.successor === successor && successor !== predecessor && isNew && hasJoined(successor))
      next.set(successor, { predecessor, successor, since: at, place: offer.place });
  }
  return next.size === settled.size ? successions : { ...successions, settled: next };
}

/** Without those who have left; who goes on keeps the place. Unchanged, by identity, when nobody has. */
export function forgetSuccessions(successions: Successions, seats: ReadonlySet<SeatId>): Successions {
  const { offers, takes, settled } = successions;
  const next = {
    offers: keepOnly(offers, seat => seats.has(seat)),
    takes: keepOnly(takes, seat => seats.has(seat)),
    settled: keepOnly(settled, (seat, { predecessor }) => seats.has(seat) || seats.has(predecessor)),
  };
  const isSame = next.offers === offers && next.takes === takes && next.settled === settled;
  return isSame ? successions : next;
}

function keepOnly<Value>(
  map: ReadonlyMap<SeatId, Value>,
  isKept: (seat: SeatId, value: Value) => boolean,
): ReadonlyMap<SeatId, Value> {
  const kept = [...map].filter(([seat, value]) => isKept(seat, value));
  return kept.length === map.size ? map : new Map(kept);
}

/** What a member says again to whoever comes in. */
export function ownSuccession({ offers, takes }: Successions, seat: SeatId | undefined) {
  const offer = seat && offers.get(seat);
  const take = seat && takes.get(seat);
  return {
    offer: offer && ({ k: 'handOver', successor: offer.successor, proof: offer.proof } as const),
    take: take && ({ k: 'takeOver', ...take } as const),
  };
}

/** Where a member stands: at its leaf, or where the seat stood from which it goes on. */
export function placeOf(
  { settled }: Successions,
  { seat, leaf }: Pick<GroupMember, 'seat' | 'leaf'>,
): number {
  return settled.get(seat)?.place ?? leaf;
}

/** Whether a seat goes on for one that is still there. */
export function isDoubled(
  { settled }: Successions,
  seat: SeatId,
  members: readonly Pick<GroupMember, 'seat'>[],
): boolean {
  const predecessor = settled.get(seat)?.predecessor;
  return predecessor !== undefined && members.some(member => member.seat === predecessor);
}

/** Those of which both seats are there, for as long as they are shown as one. */
export function doubledNow(
  { settled }: Successions,
  seats: ReadonlySet<SeatId>,
  now: number,
): readonly Succession[] {
  return [...settled.values()].filter(
    ({ predecessor, successor, since }) =>
      seats.has(predecessor) && seats.has(successor) && now - since < DOUBLED_MS,
  );
}

/** Whether anybody inside says that this seat is their other device. */
export function isSuccessor({ offers }: Pick<Successions, 'offers'>, seat: SeatId): boolean {
  return [...offers.values()].some(({ successor }) => successor === seat);
}

/**
 * Who says that this seat is their other device. Undefined when nobody does, or more than one: anybody inside can say so,
 * and of two at least one does not tell the truth.
 */
export function toPredecessor({ offers }: Pick<Successions, 'offers'>, seat: SeatId): SeatId | undefined {
  const claims = [...offers].filter(([, { successor }]) => successor === seat);
  return claims.length === 1 ? claims[0]?.[0] : undefined;
}
