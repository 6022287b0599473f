/** How two seats of one person are shown as one (spec/room.md, "Another device"). Pure. */
import type { SeatId } from '@sotto/protocol/ids';
import type { WayFacts } from '../room/mesh/meshNeeds.ts';
import type { RoomPersonView } from '../room/roomView.ts';
import { doubledNow, type Successions } from '../room/successions.ts';

/** What is known here. */
export interface JoinedSeatFacts {
  readonly successions: Successions;
  readonly people: readonly Pick<RoomPersonView, 'seat' | 'isMe' | 'isAway'>[];
  readonly facts: (seat: SeatId) => Pick<WayFacts, 'isReceived' | 'way'> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The seats that are not shown now: of each pair the first one, as soon as sound and picture of the second have come. To
 * both devices themselves the other one is never shown, nor heard.
 */
export function toHiddenSeats({ successions, people, facts, now }: JoinedSeatFacts): ReadonlySet<SeatId> {
  const seats = new Set(people.map(({ seat }) => seat));
  const me = people.find(({ isMe }) => isMe)?.seat;
  const away = new Set(people.filter(({ isAway }) => isAway).map(({ seat }) => seat));
  const hidden = doubledNow(successions, seats, now).map(({ predecessor, successor }) => {
    if (predecessor === me) return successor;
    const way = facts(successor);
    const isHere = way?.way === 'connected' && way.isReceived && !away.has(successor);
    const hasArrived = successor === me || isHere;
    return hasArrived ? predecessor : successor;
  });
  return new Set(hidden);
}

/** How high the first device asks for the picture of the second, only to know that it comes. */
const CHECKED_HEIGHT = 90;

/** How high each picture is looked at: of a pair the second one as the first, so that it has come when they change. */
export function spreadHeights(
  heights: ReadonlyMap<SeatId, number>,
  { settled }: Successions,
  me: SeatId | undefined,
): ReadonlyMap<SeatId, number> {
  const next = new Map(heights);
  for (const { predecessor, successor } of settled.values()) {
    const height = predecessor === me ? CHECKED_HEIGHT : heights.get(predecessor);
    if (height !== undefined && !heights.has(successor)) next.set(successor, height);
  }
  return next;
}
