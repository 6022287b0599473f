/** Signs of life in a room (spec/room.md, "Times"): says that this member is there, and knows of whom nothing was heard. */
import type { SeatId } from '@sotto/protocol/ids';
import type { Cancel, Clock } from '../port/clock.ts';
import { ROOM_TIMES } from './roomState.ts';

/** The signs of life of one stay. */
export interface Pulse {
  /** Something was heard of a seat. */
  heard(seat: SeatId): void;
  /** The group has changed: these are the others. Begins the signs; a busy group must not put them off. */
  follow(seats: readonly SeatId[]): void;
  /** This member was cut off itself: that it heard nothing meanwhile says nothing of others. */
  restart(): void;
  /** Who is away now. */
  away(seats: readonly SeatId[]): void;
  /** Whether something was heard of a seat just now, and it was not away a moment ago. */
  isFresh(seat: SeatId): boolean;
  /** Of whom nothing was heard for too long. */
  silent(): readonly SeatId[];
  stop(): void;
}

/** When somebody was heard last; or since when it is in the group without a word. */
interface Sign {
  readonly at: number;
  readonly isHeard: boolean;
}

const NEVER: Sign = { at: 0, isHeard: true };

/** Begins; `beat` is called when it is time for a sign. */
export function createPulse(clock: Clock, beat: () => void): Pulse {
  let others = new Map<SeatId, Sign>();
  /** When each was away last. */
  const awayAt = new Map<SeatId, number>();
  let away: readonly SeatId[] = [];
  let cancel: Cancel | undefined;
  const schedule = () => {
    cancel = clock.after(ROOM_TIMES.alive, () => {
      schedule();
      beat();
    });
  };
  return {
    heard: seat => void others.set(seat, { at: clock.now(), isHeard: true }),
    follow(seats) {
      others = new Map(seats.map(seat => [seat, others.get(seat) ?? { at: clock.now(), isHeard: false }]));
      if (cancel === undefined) schedule();
    },
    restart() {
      for (const [seat, { isHeard }] of others) others.set(seat, { at: clock.now(), isHeard });
    },
    away(seats) {
      for (const seat of [...away, ...seats]) awayAt.set(seat, clock.now());
      away = seats;
    },
    isFresh(seat) {
      const { at, isHeard } = others.get(seat) ?? NEVER;
      const isRecent = clock.now() - at < (isHeard ? ROOM_TIMES.heard : ROOM_TIMES.arrived);
      return isRecent && clock.now() - (awayAt.get(seat) ?? 0) >= ROOM_TIMES.returned;
    },
    silent: () =>
      [...others]
        .filter(
          ([, { at, isHeard }]) => clock.now() - at >= (isHeard ? ROOM_TIMES.silence : ROOM_TIMES.firstSign),
        )
        .map(([seat]) => seat),
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
