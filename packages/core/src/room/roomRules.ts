/** What a change of the link means for a stay (spec/room.md, "Entering"). Pure, a part of the room machine. */
import { startTimer, withoutTimer } from './machineTimers.ts';
import type { RoomEffect } from './roomEvent.ts';
import type { Entering, Inside, RoomState } from './roomState.ts';

/** Whoever waits and may begin from now on looks at once whether there is a call; who may not any more looks no longer. */
export function followRules(
  before: Entering | Inside,
  mayStart: boolean,
): readonly [RoomState, ...RoomEffect[]] {
  if (before.mayStart === mayStart) return [before];
  const state = { ...before, mayStart };
  if (state.name !== 'entering' || state.step !== 'waiting') return [state];
  if (mayStart) return startTimer(state, 'retry', 0);
  return state.timers.includes('retry')
    ? [withoutTimer(state, 'retry'), { kind: 'stopTimer', timer: 'retry' }]
    : [state];
}
