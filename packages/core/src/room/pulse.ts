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

/** Begins; `beat` is called when it is time for a sign. */
export function createPulse(clock: Clock, beat: () => void): Pulse {
  let heardAt = new Map<SeatId, number>();
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
    heard: seat => void heardAt.set(seat, clock.now()),
    follow(seats) {
      heardAt = new Map(seats.map(seat => [seat, heardAt.get(seat) ?? clock.now()]));
      if (cancel === undefined) schedule();
    },
    restart() {
      for (const seat of heardAt.keys()) heardAt.set(seat, clock.now());
    },
    away(seats) {
      for (const seat of [...away, ...seats]) awayAt.set(seat, clock.now());
      away = seats;
    },
    isFresh: seat =>
      clock.now() - (heardAt.get(seat) ?? 0) < ROOM_TIMES.heard &&
      clock.now() - (awayAt.get(seat) ?? 0) >= ROOM_TIMES.returned,
    silent: () =>
      [...heardAt].filter(([, at]) => clock.now() - at >= ROOM_TIMES.silence).map(([seat]) => seat),
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}
