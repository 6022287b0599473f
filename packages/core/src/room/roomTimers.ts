/** The timers of the room machine, carried out. */
import type { Cancel, Clock } from '../port/clock.ts';
import type { RoomEvent } from './roomEvent.ts';
import type { RoomTimer } from './roomState.ts';

/** Timers by name, at most one of each. */
export interface RoomTimers {
  start(timer: RoomTimer, ms: number): void;
  stop(timer: RoomTimer): void;
}

/** Makes timers; `ring` hears what a timer that has run out means. */
export function createRoomTimers(clock: Clock, ring: (event: RoomEvent) => void): RoomTimers {
  const running = new Map<RoomTimer, Cancel>();
  return {
    start(timer, ms) {
      const fire = () => {
        running.delete(timer);
        ring({ kind: TIMER_EVENTS[timer] });
      };
      running.set(timer, clock.after(ms, fire));
    },
    stop(timer) {
      running.get(timer)?.();
      running.delete(timer);
    },
  };
}

const TIMER_EVENTS = { retry: 'retryDue', takeOver: 'takeOverDue', away: 'awayDue' } as const;
